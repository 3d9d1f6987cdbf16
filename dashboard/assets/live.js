// Tell the script when the server has another version of the event file to show than the page was drawn from.
const PAUSE = [1, 30]; // s before a lost line is taken up again: at first, and at most

export default function ({ data, parentElement, setTriggerValue }) {
  const line = (parentElement.line ??= { failures: 0 });
  const call = {};
  Object.assign(line, { call, drawn: data.version, setTriggerValue });
  if (!line.socket) connect(line);
  tell(line);
  return () => {
    if (line.call !== call) return; // Streamlit ends a call that another has overtaken too: the line is that one's now
    line.ended = true;
    clearTimeout(line.timer);
    line.socket.close();
    delete parentElement.line;
  };
}

function connect(line) {
  line.socket = new WebSocket(new URL("changes", document.baseURI.replace(/^http/, "ws")));
  line.socket.onmessage = ({ data }) => {
    Object.assign(line, { latest: data, failures: 0 });
    tell(line);
  };
  line.socket.onclose = () => {
    if (line.ended) return;
    line.told = undefined; // what was said last may not have arrived
    const pause = Math.min(PAUSE[0] * 2 ** line.failures++, PAUSE[1]);
    line.timer = setTimeout(() => connect(line), pause * (0.5 + Math.random()) * 1000);
  };
}

// Each version is told once: the run that it brings about may be under way.
function tell(line) {
  if (line.latest === line.drawn) line.told = undefined;
  if (line.latest === undefined || line.latest === line.drawn || line.latest === line.told) return;
  line.told = line.latest;
  line.setTriggerValue("changed", line.latest);
}
