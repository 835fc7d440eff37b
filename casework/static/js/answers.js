// Sends each file as soon as it is chosen, with its progress. Without this script the form's own button sends them.
function row(list, file) {
  const entry = document.createElement("li");
  const words = document.createElement("div");
  const name = document.createElement("b");
  const note = document.createElement("small");
  const bar = document.createElement("progress");
  name.textContent = file.name;
  note.textContent = "正在上传";
  Object.assign(bar, { max: 100, value: 0 });
  bar.setAttribute("aria-label", `${file.name}上传进度`);
  words.append(name, note, bar);
  entry.append(words);
  list.append(entry);
  return { entry, note, bar };
}

function send(input, file) {
  const shown = row(input.closest(".field").querySelector(".uploads"), file);
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  body.append("name", file.name);
  body.append("csrfmiddlewaretoken", input.form.elements.csrfmiddlewaretoken.value);
  const failed = (words) => {
    shown.entry.dataset.state = "error";
    shown.note.textContent = words;
    shown.bar.remove();
  };
  return new Promise((done) => {
    request.upload.addEventListener("progress", (event) => {
      shown.bar.value = (event.loaded / event.total) * 100;
      shown.note.textContent = `已传${Math.round(shown.bar.value)}%`;
    });
    request.addEventListener("load", () => {
      if (request.status === 200 || request.status === 422) {
        input.closest(".field").querySelector(".uploads").outerHTML = request.responseText;
      } else failed("没有传上去。请刷新页面后再试。");
    });
    request.addEventListener("error", () => failed("没有网络，没有传上去。请稍后再选一次。"));
    request.addEventListener("loadend", done);
    request.open("POST", input.dataset.upload);
    request.send(body);
  });
}

async function sendAll(input, files) {
  for (const file of files) await send(input, file);
  input.value = "";
}

for (const input of document.querySelectorAll("input[data-upload]")) {
  input.classList.add("visually-hidden");
  input.addEventListener("change", () => sendAll(input, [...input.files]));
  const zone = input.closest(".dropzone");
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => (event.preventDefault(), sendAll(input, [...event.dataTransfer.files])));
}
