// A page that has become old says so, and offers the new one: it asks every quarter of a minute while
// it is looked at. Nothing that one is doing is touched. Without it a page is new when it is loaded.

const EVERY = 15_000;

const place = document.getElementById("news");

if (place) {
  let { since } = place.dataset;
  let seen = "";

  const tell = (said) => {
    const old = document.querySelector(".news");
    const line = old ?? document.createElement("p");
    line.className = "news";
    line.setAttribute("role", "status");
    const show = document.createElement("a");
    show.href = location.href.split("#")[0];
    show.textContent = "Show";
    line.replaceChildren(`${said}. `, show);
    if (!old) document.querySelector("main .page-head")?.after(line);
  };
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    const url = new URL(place.dataset.address, location.href);
    url.searchParams.set("since", since);
    const answer = await fetch(url, { headers: seen ? { "If-None-Match": seen } : {}, redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      clearInterval(asks);
      return;
    }
    if (answer.status !== 200) return;
    seen = answer.headers.get("ETag") ?? "";
    const { seq, said } = await answer.json();
    if (said) tell(said);
    else since = seq;
  };
  // A site that does not answer is asked again at the next turn.
  const asks = setInterval(() => ask().catch(() => {}), Number(place.dataset.every) || EVERY);
}
