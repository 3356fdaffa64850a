// Passkeys, the one act that needs a script. The browser's own helpers turn what we ask and what it answers into JSON;
// the answer goes by the form, so the page that follows is an ordinary one.
const figures = /^[\d.]+$|:/.test(location.hostname); // an address of figures can have no passkeys
const known = !figures && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

async function answered(form) {
  const asked = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams({ ask: "1" }) });
  if (!asked.ok || asked.redirected) throw new Error(String(asked.status));
  const options = await asked.json();
  const creating = form.dataset.passkey === "create";
  const publicKey = creating
    ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
    : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials[creating ? "create" : "get"]({ publicKey });
  return JSON.stringify(credential.toJSON());
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !known;
  if (!form.dataset.options) continue;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[role=status]");
    const button = form.querySelector("button");
    button.disabled = true;
    said.textContent = "";
    try {
      form.elements.credential.value = await answered(form);
      form.submit();
    } catch (error) {
      button.disabled = false;
      said.textContent = error.name === "InvalidStateError" ? "Máy này đã có khóa cho tài khoản này."
        : error.name === "NotAllowedError" ? "Đã hủy, hoặc để quá lâu. Hãy bấm lại."
        : "Chưa dùng được khóa truy cập. Hãy tải lại trang rồi thử lại, hoặc dùng mật khẩu.";
    }
  });
}
for (const note of document.querySelectorAll("[data-no-passkey]")) note.hidden = Boolean(known);
