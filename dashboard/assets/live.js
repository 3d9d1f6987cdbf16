// Tell the page's script when the server has another version of the event file than the one on the page.
const RETRY_S = [1, 30]; // before a lost connection is tried again: at first, and at most
const CONNECTED_EVERY_S = 0.3; // how often Streamlit is asked whether it has its own connection back

export default function ({ data, parentElement, setTriggerValue }) {
  const live = (parentElement.live ??= { failures: 0 });
  const call = {};
  Object.assign(live, { call, shown: data.version, setTriggerValue });
  if (!live.socket) connect(live);
  report(live);
  return () => {
    if (live.call !== call) return; // Streamlit also ends calls that a later one has replaced: that one has the socket now
    live.ended = true;
    clearTimeout(live.timer);
    clearTimeout(live.returning);
    live.socket.close();
    delete parentElement.live;
  };
}

function connect(live) {
  live.socket = new WebSocket(new URL("changes", document.baseURI.replace(/^http/, "ws")));
  live.socket.onopen = () => live.failures && runAgain(live);
  live.socket.onmessage = ({ data }) => {
    Object.assign(live, { latest: data, failures: 0 });
    report(live);
  };
  live.socket.onclose = () => {
    if (live.ended) return;
    live.reported = undefined; // the last report may not have arrived
    const [first, longest] = RETRY_S;
    const pause = Math.min(first * 2 ** live.failures++, longest);
    live.timer = setTimeout(() => connect(live), pause * (0.5 + Math.random()) * 1000);
  };
}

// Have the server run the page's script after a lost connection. One that was started again, or another, knows nothing of
// this page, and would take the next click for the page's first run, which follows the address and not the click.
function runAgain(live) {
  const { testConnectionState } = document.querySelector("[data-test-connection-state]")?.dataset ?? {};
  if (testConnectionState === "CONNECTED") live.setTriggerValue("changed", live.shown);
  else live.returning = setTimeout(() => runAgain(live), CONNECTED_EVERY_S * 1000);
}

// Report each version once: the run that it causes may be under way.
function report(live) {
  if (live.latest === live.shown) live.reported = undefined;
  if (live.latest === undefined || live.latest === live.shown || live.latest === live.reported) return;
  live.reported = live.latest;
  live.setTriggerValue("changed", live.latest);
}
