// A pad to sign on: strokes are kept as points, so that a turned phone or a wider window loses none of them.
// <div data-sign="id of a hidden input"><canvas></canvas><button type="button" data-clear>…</button></div>
function pad(box) {
  const canvas = box.querySelector("canvas");
  const input = document.getElementById(box.dataset.sign);
  const pen = canvas.getContext("2d");
  const strokes = [];

  function line(stroke) {
    const [first, ...rest] = stroke;
    pen.beginPath();
    pen.moveTo(first.x * canvas.clientWidth, first.y * canvas.clientHeight);
    for (const point of rest.length ? rest : [first]) {
      pen.lineTo(point.x * canvas.clientWidth + 0.1, point.y * canvas.clientHeight);
    }
    pen.stroke();
  }

  function redraw() {
    const dots = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * dots;
    canvas.height = canvas.clientHeight * dots;
    pen.scale(dots, dots);
    Object.assign(pen, { lineWidth: 2.6, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    strokes.forEach(line);
  }

  const at = (event) => ({ x: event.offsetX / canvas.clientWidth, y: event.offsetY / canvas.clientHeight });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push([at(event)]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    strokes.at(-1).push(at(event));
    redraw();
  });
  canvas.addEventListener("pointerup", () => {
    redraw();
    input.value = canvas.toDataURL("image/png");
  });
  box.querySelector("[data-clear]").addEventListener("click", () => {
    strokes.length = 0;
    input.value = "";
    redraw();
  });
  addEventListener("resize", redraw);
  box.hidden = false;
  redraw();
}

document.querySelectorAll("[data-sign]").forEach(pad);
