// Turns clicks into the peers' commands and shows what the peers say. What a device is lies in table.py.
import { penOn } from "./pen.js";

const $ = (selector, root = document) => root.querySelector(selector);
const cards = new Map();
let socket;

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function connect() {
  const here = new URL("live", location.href);
  here.protocol = "ws:";
  socket = new WebSocket(here);
  socket.onopen = () => ($("#link").textContent = "");
  socket.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    if (said.devices) show(said);
    else ended(said);
  };
  socket.onclose = () => {
    $("#link").textContent = "La table ne répond plus. Est-elle fermée ?";
    setTimeout(connect, 1500);
  };
}

function show({ devices, papers }) {
  for (const device of devices) {
    const card = cards.get(device.key) ?? add(device);
    dress(card, device, papers);
  }
}

function add(device) {
  const root = $("#card").content.cloneNode(true).firstElementChild;
  const drawing = $(`#draw-${device.key}`) ?? $("#draw-plain");
  const heading = $("h2", root);
  heading.textContent = device.name;
  heading.id = `name-${device.key}`;
  root.setAttribute("aria-labelledby", heading.id);
  root.dataset.device = device.key;
  root.title = device.uri;
  const card = { root, key: device.key, commands: [], sheets: "", papers: "" };
  if (device.pen) {
    $(".drawing", root).remove();
    const pad = $(".pad", root);
    pad.hidden = false;
    pad.setAttribute("role", "img");
    pad.setAttribute("aria-label", "Surface de la tablette : signez ici à la souris");
    card.pen = penOn(pad, (points) => send({ kind: "write", device: device.key, points }), () =>
      send({ kind: "lift", device: device.key }));
  } else {
    $(".drawing", root).append(drawing.content.cloneNode(true));
  }
  for (const command of device.commands) card.commands.push(button(card, command));
  if (card.pen) card.commands.push(local("Effacer le dessin", "trash", card.pen.clear));
  $(".commands", root).append(...card.commands);
  $(".paper", root).hidden = !device.commands.some((one) => one.needs === "paper");
  $(".text", root).hidden = !device.commands.some((one) => one.needs === "text");
  $(".tray", root).hidden = !device.prints;
  $(".tray__take", root).onclick = () => send({ kind: "take", device: device.key });
  $(".text input", root).onkeydown = ({ key }) => {
    const reads = device.commands.findIndex((one) => one.needs === "text");
    if (key === "Enter") card.commands[reads].click();
  };
  $(".paper input", root).onchange = ({ target }) => bring(card, target);
  $("#table").append(root);
  cards.set(device.key, card);
  return card;
}

function local(label, icon, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.append(picture(icon), label);
  made.onclick = act;
  return made;
}

function picture(icon) {
  const mark = document.createElement("span");
  mark.className = "icon";
  mark.style.maskImage = `url("icons/${icon}-bold.svg")`;
  return mark;
}

function button(card, { say, label, icon, needs }) {
  const made = local(label, icon, () => {
    if (made.getAttribute("aria-disabled")) return;
    made.setAttribute("aria-disabled", "true");
    $(".card__said", card.root).textContent = "";
    const chosen = needs === "paper" ? { paper: $("select", card.root).value } : {};
    const written = needs === "text" ? { text: $(".text input", card.root).value } : {};
    send({ kind: "do", device: card.key, say, ...chosen, ...written });
  });
  made.dataset.say = say;
  return made;
}

function ended({ done, say, refused }) {
  const card = cards.get(done);
  card.commands.find((one) => one.dataset.say === say)?.removeAttribute("aria-disabled");
  $(".card__said", card.root).textContent = refused;
}

function dress(card, device, papers) {
  const { root } = card;
  for (const [name, word] of Object.entries(device.state)) root.dataset[name] = word;
  root.toggleAttribute("data-trouble", device.troubles.length > 0);
  root.toggleAttribute("data-lost", device.lost);
  root.toggleAttribute("data-came", device.sheets.length > 0);
  const words = device.lost ? ["le simulateur s’est arrêté"] : [...device.troubles, ...device.notes];
  write($(".card__state", root), words.join(", ") || "tout va bien");
  $(".card__kiosk", root).hidden = device.kiosk === "";
  write($(".card__kiosk b", root), device.kiosk);
  const count = $(".count", root);
  if (count) write(count, device.state.feeder === "0" ? "chargeur vide" : `${device.state.feeder} feuille${device.state.feeder === "1" ? "" : "s"}`);
  offer(card, device.commands, device.lost);
  tray(card, device.sheets);
  choose(card, papers);
}

// A status that is written again is read aloud again.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function offer(card, commands, lost) {
  const before = card.commands.filter((one) => !one.hidden);
  const focused = document.activeElement;
  const at = before.indexOf(focused);
  commands.forEach((command, number) => (card.commands[number].hidden = lost || !command.now));
  if (at >= 0 && focused.hidden) {
    // What undoes it stands beside: the keyboard stays there.
    const after = card.commands.filter((one) => !one.hidden);
    after[Math.min(at, after.length - 1)]?.focus();
  }
}

function tray(card, sheets) {
  const told = JSON.stringify(sheets);
  if (told === card.sheets) return;
  card.sheets = told;
  const take = $(".tray__take", card.root);
  take.hidden = sheets.length === 0;
  take.setAttribute("aria-label", "Prendre ce qui est sorti");
  const items = [...sheets].reverse().map((sheet) => {
    const item = document.createElement("li");
    const open = document.createElement("button");
    open.type = "button";
    open.setAttribute("aria-label", `Regarder : ${sheet.label}`);
    open.append(image(sheet.pictures[0], ""));
    open.onclick = () => look(sheet);
    item.append(open);
    return item;
  });
  $(".tray__sheets", card.root).replaceChildren(...items);
}

function image(name, alt) {
  const made = new Image();
  made.src = `pictures/${name}`;
  made.alt = alt;
  return made;
}

function look(sheet) {
  const pages = sheet.pictures.map((name, number) => image(name, `${sheet.label}, page ${number + 1}`));
  $("#pages").replaceChildren(...pages);
  $("#closer").showModal();
}

function choose(card, papers) {
  const select = $("select", card.root);
  const told = JSON.stringify(papers);
  if (told === card.papers) return;
  card.papers = told;
  const kept = select.value;
  select.replaceChildren(...papers.map(({ id, label }) => new Option(label, id)));
  pick(card, card.wanted ?? kept);
}

// A paper that was just brought is chosen as soon as it lies there, before or after its answer.
function pick(card, id) {
  const select = $("select", card.root);
  const there = [...select.options].some((option) => option.value === id);
  if (there) select.value = id;
  card.wanted = there ? undefined : id;
}

async function bring(card, input) {
  const [file] = input.files;
  if (!file) return;
  const url = `papers?name=${encodeURIComponent(file.name)}`;
  const answer = await fetch(url, { method: "POST", body: file }).then((one) => one.json());
  input.value = "";
  $(".card__said", card.root).textContent = answer.refused ?? "";
  if (answer.id) pick(card, answer.id);
}

connect();
