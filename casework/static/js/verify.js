// Compares the chosen file with the paper's digests here, so that it need not be sent. Only where the browser may hash.
const input = document.querySelector("input[data-sha256]");
const result = document.querySelector("#file-result");

async function digestOf(file) {
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (input && result && globalThis.crypto?.subtle) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const same = input.dataset.sha256.split(" ").includes(await digestOf(file));
    result.textContent = same
      ? "与签发的文件一字不差。比对在您的电脑上完成，文件没有上传。"
      : "与签发的文件不同。拍照、扫描或另存过的文件都会不同，请逐项对照。";
  });
}
