// Tell the page's script when the server has another version of the event file than the one on the page.
const RETRY_S = [1, 30]; // before a lost connection is tried again: at first, and at most

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
    live.socket.close();
    delete parentElement.live;
  };
}

function connect(live) {
  live.socket = new WebSocket(new URL("changes", document.baseURI.replace(/^http/, "ws")));
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

// Report each version once: the run that it causes may be under way.
function report(live) {
  if (live.latest === live.shown) live.reported = undefined;
  if (live.latest === undefined || live.latest === live.shown || live.latest === live.reported) return;
  live.reported = live.latest;
  live.setTriggerValue("changed", live.latest);
}
