// Days and date of a due date follow each other; without this file the server reads whichever was changed.
const two = (number) => String(number).padStart(2, "0");

function fill(box, days) {
  const day = new Date(`${box.closest("form").dataset.today}T12:00:00`);
  day.setDate(day.getDate() + Number(days));
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  box.querySelectorAll(".date-parts input").forEach((input, place) => { input.value = parts[place]; });
  box.querySelector("[type=hidden]").value = `${parts[0]}-${two(parts[1])}-${two(parts[2])}`;
}

document.addEventListener("change", ({ target }) => {
  const box = target.closest("[data-due]");
  if (!box) return;
  if (target.type === "radio" && target.value !== "own") fill(box, target.value);
  if (target.type === "text") box.querySelector("[value=own]").checked = true;
}, true);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-suggest]");
  if (!button) return;
  event.preventDefault();
  const box = button.form.querySelector("fieldset > [data-due]");
  const parts = button.value.split("-").map(Number);
  const inputs = box.querySelectorAll(".date-parts input");
  inputs.forEach((input, place) => { input.value = parts[place]; });
  inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
});
