// Shows what was chosen before it is sent: name, size, a small picture. The files themselves go with the form.
const size = (bytes) => (bytes > 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`);

function line(file) {
  const item = document.createElement("li");
  const words = document.createElement("div");
  const name = document.createElement("b");
  const note = document.createElement("small");
  if (file.type.startsWith("image/")) {
    const picture = new Image(56, 42);
    picture.src = URL.createObjectURL(file);
    picture.alt = "";
    item.append(picture);
  }
  name.textContent = file.name;
  note.textContent = `${size(file.size)}，提交时上传`;
  words.append(name, note);
  item.append(words);
  item.dataset.fresh = "";
  return item;
}

document.addEventListener("change", ({ target }) => {
  if (target.type !== "file") return;
  const list = target.closest(".files")?.querySelector(".uploads");
  if (!list) return;
  list.querySelectorAll("[data-fresh]").forEach((item) => item.remove());
  list.append(...[...target.files].map(line));
});

for (const input of document.querySelectorAll(".dropzone input[type=file]:not([data-upload])")) input.classList.add("visually-hidden");
