// A large file: how much of it has been sent, and then that it is being read. Without it the
// browser sends the file and shows the answer.

document.addEventListener("submit", (event) => {
  const upload = event.target;
  if (upload.id !== "upload") return;
  event.preventDefault();
  const shown = upload.querySelector(".upload__progress");
  const label = shown.querySelector("label");
  const bar = shown.querySelector("progress");
  const tell = (text) => {
    label.textContent = text;
    shown.hidden = false;
  };

  const asked = new XMLHttpRequest();
  asked.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = (100 * loaded) / total;
    tell("Sending the file");
  });
  asked.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    tell("Reading the file and computing its dates");
  });
  asked.addEventListener("error", () => tell("The site does not answer. Try again."));
  asked.addEventListener("load", () => {
    const page = new DOMParser().parseFromString(asked.responseText, "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
    const main = document.querySelector("main");
    (main.querySelector("[role=alert][tabindex]") ?? main).focus();
    scrollTo(0, 0);
  });
  asked.open("POST", upload.action);
  asked.send(new FormData(upload));
});
