'use strict';
// Draws points into an array of pixels: 10,000 of them are a few milliseconds of work for any processor, with no graphics card.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer;
  const coordinates = new Float32Array(bytes(data.coordinates));
  const classes = new Uint16Array(bytes(data.classes));
  const dims = data.dims, n = classes.length, deep = dims === 3;
  const missing = new Set(data.missing);
  const sprite = document.getElementById('sprite');
  const stage = document.getElementById('stage');
  const [under, middle, over] = ['under', 'points', 'over'].map(id => document.getElementById(id));
  const tip = document.getElementById('tip');
  const [underInk, middleInk, overInk] = [under, middle, over].map(canvas => canvas.getContext('2d'));

  const shown = data.labels.map(() => true);
  const start = deep ? {yaw: -0.6, pitch: 0.35} : {yaw: 0, pitch: 0};
  const view = {...start, zoom: 1, panX: 0, panY: 0};
  const toggles = {names: data.labels.length <= 40, sphere: data.onSphere, turn: false};
  let width = 0, height = 0, ratio = 1, pixels = null, image = null, hovered = -1, waiting = false, stamps = new Map(), ink = {};

  // ---- what is where

  const box = (() => {
    const low = Array(dims).fill(Infinity), high = Array(dims).fill(-Infinity);
    for (let i = 0; i < n * dims; i++) {
      low[i % dims] = Math.min(low[i % dims], coordinates[i]);
      high[i % dims] = Math.max(high[i % dims], coordinates[i]);
    }
    if (data.onSphere) {
      for (let d = 0; d < dims; d++) {
        low[d] = Math.min(low[d], data.sphere[d] - 1);
        high[d] = Math.max(high[d], data.sphere[d] + 1);
      }
    }
    const centre = low.map((value, d) => (value + high[d]) / 2);
    const extent = low.map((value, d) => Math.max(high[d] - value, 1e-9));
    const largest = Math.max(...extent);
    let radius = largest / 2;
    if (deep && !data.onSphere) {
      for (let i = 0; i < n; i++) {
        radius = Math.max(radius, Math.hypot(...centre.map((c, d) => coordinates[i * dims + d] - c)));
      }
    }
    return {centre, extent, radius};
  })();

  const order = (() => { // mixed, so that no class lies on top of all others; the same at every visit
    const mixed = Uint32Array.from({length: n}, (_, i) => i);
    for (let i = n - 1, seed = 1; i > 0; i--) {
      seed = Math.imul(seed, 1664525) + 1013904223 >>> 0;
      const j = seed % (i + 1);
      [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
    }
    return mixed;
  })();

  const medians = data.labels.map((_, c) => {
    const own = [];
    for (let i = 0; i < n; i++) if (classes[i] === c) own.push(i);
    const middleOf = d => {
      const values = own.map(i => coordinates[i * dims + d]).sort((a, b) => a - b);
      return values[values.length >> 1];
    };
    return box.centre.map((_, d) => middleOf(d));
  });

  const screenX = new Float32Array(n), screenY = new Float32Array(n), depths = new Float32Array(n);
  const byDepth = new Uint32Array(n), bins = new Uint32Array(257);

  function camera() {
    const margin = deep ? 0.44 : 0.46;
    const fit = deep ? margin * Math.min(width, height) / box.radius
        : Math.min((width - 110) / box.extent[0], (height - 90) / box.extent[1]);
    const cy = Math.cos(view.yaw), sy = Math.sin(view.yaw), cp = Math.cos(view.pitch), sp = Math.sin(view.pitch);
    // the third axis points up; yaw turns about it, pitch tilts towards the viewer
    const rows = deep ? [[cy, sy, 0], [-sy * sp, cy * sp, cp], [sy * cp, -cy * cp, sp]] : [[1, 0], [0, 1]];
    return {scale: fit * view.zoom, rows, x: width / 2 + view.panX + (deep ? 0 : 22), y: height / 2 + view.panY - (deep ? 0 : 14)};
  }

  function place(cam, point) {
    let x = 0, y = 0, z = 0;
    for (let d = 0; d < dims; d++) {
      const value = point[d] - box.centre[d];
      x += cam.rows[0][d] * value;
      y += cam.rows[1][d] * value;
      if (deep) z += cam.rows[2][d] * value;
    }
    return [cam.x + cam.scale * x, cam.y - cam.scale * y, z / box.radius];
  }

  function placeAll(cam) {
    const [a, b, c] = cam.rows, [ox, oy, oz] = box.centre;
    for (let i = 0, k = 0; i < n; i++, k += dims) {
      const x = coordinates[k] - ox, y = coordinates[k + 1] - oy, z = deep ? coordinates[k + 2] - oz : 0;
      screenX[i] = cam.x + cam.scale * (deep ? a[0] * x + a[1] * y + a[2] * z : x);
      screenY[i] = cam.y - cam.scale * (deep ? b[0] * x + b[1] * y + b[2] * z : y);
      depths[i] = deep ? (c[0] * x + c[1] * y + c[2] * z) / box.radius : 0;
    }
  }

  const bin = depth => Math.max(0, Math.min(255, (depth + 1) * 128 | 0));

  function sortByDepth() {
    if (!deep) return order;
    bins.fill(0);
    for (let i = 0; i < n; i++) bins[bin(depths[i]) + 1]++;
    for (let i = 0; i < 256; i++) bins[i + 1] += bins[i];
    for (let k = 0; k < n; k++) byDepth[bins[bin(depths[order[k]])]++] = order[k];
    return byDepth;
  }

  // ---- colours and stamps

  const rgb = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    ink = {};
    for (const name of ['text', 'quiet', 'edge', 'page', 'card']) ink[name] = style.getPropertyValue('--' + name).trim();
    stamps = new Map();
  }

  function colour(c) {
    const base = rgb(data.colours[c]);
    return dark.matches ? base.map(value => Math.round(value + (255 - value) * 0.25)) : base;
  }

  // how deep inside its shape a place is, in radii: 1 in the middle, 0 at the edge
  const shapes = [
    (x, y) => 1 - Math.hypot(x, y),
    (x, y) => 0.85 - Math.max(Math.abs(x), Math.abs(y)),
    (x, y) => Math.min(0.55 - y, (0.95 + y - 1.8 * Math.abs(x)) / 2),
    (x, y) => (1.15 - Math.abs(x) - Math.abs(y)) / 1.4,
    (x, y) => Math.max(Math.min(0.34 - Math.abs(x), 1 - Math.abs(y)), Math.min(0.34 - Math.abs(y), 1 - Math.abs(x))),
  ];

  function radiusOf() {
    const base = n <= 300 ? 6.5 : n <= 2000 ? 4.8 : n <= 6000 ? 3.8 : 3.2;
    return base * Math.min(2.2, Math.max(0.8, Math.pow(view.zoom, 0.4))) * ratio;
  }

  function stampOf(c, level) {
    const radius = radiusOf() * (deep ? 0.75 + 0.15 * level : 1);
    const key = c + '/' + level + '/' + radius.toFixed(1);
    let stamp = stamps.get(key);
    if (stamp) return stamp;
    const reach = Math.ceil(radius * 1.1 + 1), side = 2 * reach + 1, out = new Uint32Array(side * side);
    let [r, g, b] = colour(c);
    if (deep) { // what is far fades into the page
      const page = rgb(ink.page.length === 4 ? '#' + [...ink.page.slice(1)].map(h => h + h).join('') : ink.page);
      const far = 0.42 * (3 - level) / 3;
      [r, g, b] = [r, g, b].map((value, i) => Math.round(value * (1 - far) + page[i] * far));
    }
    const shape = shapes[data.shapes[c]];
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++) {
        const inside = shape(x / radius, y / radius) * radius;
        const alpha = Math.max(0, Math.min(1, inside + 0.5));
        const rim = Math.max(0.72, Math.min(1, inside / (0.35 * radius))); // a darker rim tells neighbours apart
        out[(y + reach) * side + x + reach] = (Math.round(alpha * 255) << 24 | b * rim << 16 | g * rim << 8 | r * rim) >>> 0;
      }
    }
    stamp = {reach, side, out};
    stamps.set(key, stamp);
    return stamp;
  }

  function drawStamp(stamp, centreX, centreY, pixelWidth, pixelHeight) {
    const {reach, side, out} = stamp;
    const left = Math.round(centreX) - reach, top = Math.round(centreY) - reach;
    if (left >= pixelWidth || top >= pixelHeight || left + side <= 0 || top + side <= 0) return;
    const x0 = Math.max(0, -left), x1 = Math.min(side, pixelWidth - left);
    const y0 = Math.max(0, -top), y1 = Math.min(side, pixelHeight - top);
    for (let y = y0; y < y1; y++) {
      let to = (top + y) * pixelWidth + left + x0;
      for (let from = y * side + x0, end = y * side + x1; from < end; from++, to++) {
        const source = out[from], alpha = source >>> 24;
        if (alpha === 0) continue;
        const below = pixels[to];
        if (alpha === 255 || below === 0) {
          pixels[to] = source;
          continue;
        }
        const rest = 255 - alpha, belowAlpha = below >>> 24;
        const r = ((source & 255) * alpha + (below & 255) * rest) / 255;
        const g = ((source >> 8 & 255) * alpha + (below >> 8 & 255) * rest) / 255;
        const b = ((source >> 16 & 255) * alpha + (below >> 16 & 255) * rest) / 255;
        pixels[to] = (Math.max(alpha, belowAlpha) << 24 | b << 16 | g << 8 | r) >>> 0;
      }
    }
  }

  // ---- layers

  function drawPoints() {
    pixels.fill(0);
    const pixelWidth = middle.width, pixelHeight = middle.height;
    for (const i of sortByDepth()) {
      if (!shown[classes[i]]) continue;
      const level = deep ? Math.max(0, Math.min(3, Math.round((depths[i] + 1) * 1.5))) : 3;
      drawStamp(stampOf(classes[i], level), screenX[i] * ratio, screenY[i] * ratio, pixelWidth, pixelHeight);
    }
    middleInk.putImageData(image, 0, 0);
  }

  function path(context, points) {
    context.beginPath();
    points.forEach(([x, y], i) => i ? context.lineTo(x, y) : context.moveTo(x, y));
    context.stroke();
  }

  function drawSphere(cam) {
    const steps = 72, centre = data.sphere;
    underInk.lineWidth = 1;
    underInk.strokeStyle = ink.quiet;
    const circle = at => {
      for (let k = 0; k < steps; k++) {
        const a = place(cam, at(k / steps * 2 * Math.PI)), b = place(cam, at((k + 1) / steps * 2 * Math.PI));
        underInk.globalAlpha = deep ? (a[2] >= 0 ? 0.38 : 0.14) : 0.5;
        path(underInk, [a, b]);
      }
    };
    if (!deep) {
      circle(angle => [centre[0] + Math.cos(angle), centre[1] + Math.sin(angle)]);
    } else {
      for (let m = 0; m < 6; m++) {
        const turn = m / 6 * Math.PI;
        circle(a => [centre[0] + Math.cos(a) * Math.cos(turn), centre[1] + Math.cos(a) * Math.sin(turn), centre[2] + Math.sin(a)]);
      }
      for (let m = -2; m <= 2; m++) {
        const up = m / 6 * Math.PI;
        circle(a => [centre[0] + Math.cos(a) * Math.cos(up), centre[1] + Math.sin(a) * Math.cos(up), centre[2] + Math.sin(up)]);
      }
      underInk.globalAlpha = 0.5;
      const [x, y] = place(cam, centre);
      underInk.beginPath();
      underInk.arc(x, y, cam.scale, 0, 2 * Math.PI);
      underInk.stroke();
    }
    underInk.globalAlpha = 1;
  }

  function axis3(cam, d) {
    const middlePoint = data.onSphere ? data.sphere : box.centre;
    const length = data.onSphere ? 1.08 : box.radius;
    return [-1, 1].map(sign => place(cam, middlePoint.map((value, e) => value + (e === d ? sign * length : 0))));
  }

  function drawAxes3(cam) {
    underInk.strokeStyle = ink.quiet;
    underInk.lineWidth = 1.2;
    data.axes.forEach((_, d) => path(underInk, axis3(cam, d)));
  }

  function drawTitles3(cam) { // above the points, which would cover them
    overInk.font = '13px system-ui, sans-serif';
    overInk.textAlign = 'left';
    data.axes.forEach((title, d) => {
      const [from, to] = axis3(cam, d), size = overInk.measureText(title).width;
      const upright = Math.abs(to[0] - from[0]) < 40;
      const x = upright ? to[0] - size / 2 : to[0] >= from[0] ? to[0] + 6 : to[0] - 6 - size;
      overInk.textBaseline = to[1] < from[1] ? 'bottom' : 'top';
      haloed(title, Math.max(6, Math.min(width - 6 - size, x)), Math.max(20, Math.min(height - 20, to[1])));
    });
  }

  function ticks(low, high, parts) {
    const wanted = (high - low) / parts, power = 10 ** Math.floor(Math.log10(wanted));
    const step = [1, 2, 5, 10].map(k => k * power).find(one => one >= wanted * 0.999);
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const found = [];
    for (let k = Math.ceil(low / step); k * step <= high; k++) found.push([k * step, (k * step).toFixed(decimals)]);
    return found;
  }

  function drawAxes2(cam) {
    const left = 58, bottom = height - 44;
    underInk.font = '12px system-ui, sans-serif';
    underInk.lineWidth = 1;
    const toX = x => box.centre[0] + (x - cam.x) / cam.scale, toY = y => box.centre[1] - (y - cam.y) / cam.scale;
    underInk.strokeStyle = ink.edge;
    underInk.fillStyle = ink.quiet;
    if (data.measured) {
      underInk.textAlign = 'center';
      underInk.textBaseline = 'top';
      for (const [value, text] of ticks(toX(left), toX(width), width / 110)) {
        const x = cam.x + cam.scale * (value - box.centre[0]);
        path(underInk, [[x, 0], [x, bottom]]);
        underInk.fillText(text, Math.min(Math.max(x, left), width - 16), bottom + 5);
      }
      underInk.textAlign = 'right';
      underInk.textBaseline = 'middle';
      for (const [value, text] of ticks(toY(bottom), toY(0), height / 90)) {
        const y = cam.y - cam.scale * (value - box.centre[1]);
        path(underInk, [[left, y], [width, y]]);
        underInk.fillText(text, left - 6, Math.max(y, 8));
      }
    }
    underInk.fillStyle = ink.text;
    underInk.font = '13px system-ui, sans-serif';
    underInk.textAlign = 'center';
    underInk.textBaseline = 'bottom';
    underInk.fillText(data.axes[0], (left + width) / 2, height - 6);
    underInk.save();
    underInk.translate(6, bottom / 2);
    underInk.rotate(-Math.PI / 2);
    underInk.textBaseline = 'top';
    underInk.fillText(data.axes[1], 0, 0);
    underInk.restore();
  }

  const clean = text => text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
  const short = text => text.length > 24 ? text.slice(0, 23) + '…' : text;

  function haloed(text, x, y) {
    overInk.strokeText(text, x, y);
    overInk.fillText(text, x, y);
  }

  function drawOver(cam) {
    overInk.clearRect(0, 0, width, height);
    overInk.lineJoin = 'round';
    overInk.lineWidth = 4;
    overInk.strokeStyle = ink.page;
    overInk.fillStyle = ink.text;
    if (deep) drawTitles3(cam);
    if (toggles.names) {
      overInk.font = '600 14px system-ui, sans-serif';
      overInk.textAlign = 'center';
      overInk.textBaseline = 'middle';
      data.labels.forEach((label, c) => {
        if (!shown[c]) return;
        const [x, y] = place(cam, medians[c]);
        haloed(short(clean(label)), x, y);
      });
    }
    if (hovered >= 0) {
      overInk.lineWidth = 2.5;
      overInk.strokeStyle = ink.text;
      overInk.beginPath();
      overInk.arc(screenX[hovered], screenY[hovered], radiusOf() / ratio + 4, 0, 2 * Math.PI);
      overInk.stroke();
    }
  }

  function draw() {
    waiting = false;
    const cam = camera();
    placeAll(cam);
    underInk.clearRect(0, 0, width, height);
    if (deep) drawAxes3(cam); else drawAxes2(cam);
    if (data.sphere && toggles.sphere) drawSphere(cam);
    drawPoints();
    drawOver(cam);
    if (hovered >= 0) placeTip();
  }

  function refresh() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(draw);
    }
  }

  function resize() {
    ratio = Math.min(2, devicePixelRatio || 1);
    width = stage.clientWidth;
    height = stage.clientHeight;
    for (const [canvas, context] of [[under, underInk], [middle, middleInk], [over, overInk]]) {
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    image = middleInk.createImageData(middle.width, middle.height);
    pixels = new Uint32Array(image.data.buffer);
    stamps = new Map();
    refresh();
  }

  // ---- pointing at points

  function nearest(x, y, reach) {
    let best = -1, least = reach * reach;
    for (let i = 0; i < n; i++) {
      const square = (screenX[i] - x) ** 2 + (screenY[i] - y) ** 2;
      if (shown[classes[i]] && (square < least || best >= 0 && square === least && depths[i] > depths[best])) {
        least = square;
        best = i;
      }
    }
    return best;
  }

  function placeTip() {
    const x = screenX[hovered], y = screenY[hovered];
    tip.style.left = Math.max(4, x + 16 + tip.offsetWidth < width ? x + 16 : x - 16 - tip.offsetWidth) + 'px';
    tip.style.top = Math.max(4, Math.min(y + 12, height - tip.offsetHeight - 4)) + 'px';
  }

  function hover(i) {
    if (i === hovered) return;
    hovered = i;
    tip.hidden = i < 0;
    if (i >= 0) {
      const picture = tip.querySelector('canvas'), cell = data.cell;
      const has = cell > 0 && !missing.has(i);
      picture.hidden = !has;
      tip.querySelector('.gone').hidden = has || cell === 0;
      if (has) {
        const columns = data.columns, side = cell < 48 ? Math.floor(96 / cell) * cell : 2 * cell;
        picture.width = picture.height = cell;
        picture.style.width = picture.style.height = side + 'px';
        picture.getContext('2d').drawImage(sprite, i % columns * cell, Math.floor(i / columns) * cell, cell, cell, 0, 0, cell, cell);
      }
      tip.querySelector('strong').textContent = data.labels[classes[i]];
      tip.querySelector('small').textContent = data.paths ? data.paths[i] : 'row ' + data.rows[i];
      placeTip();
    }
    refresh();
  }

  const pointers = new Map();
  const at = event => {
    const frame = stage.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };

  function zoomAt(x, y, factor) {
    const before = view.zoom;
    view.zoom = Math.max(0.3, Math.min(200, view.zoom * factor));
    const real = view.zoom / before, cam = camera();
    const fixedX = cam.x - view.panX, fixedY = cam.y - view.panY;
    view.panX = x - fixedX - (x - fixedX - view.panX) * real;
    view.panY = y - fixedY - (y - fixedY - view.panY) * real;
    refresh();
  }

  function turn(dx, dy) {
    view.yaw -= dx;
    view.pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, view.pitch + dy));
    refresh();
  }

  function pan(dx, dy) {
    view.panX += dx;
    view.panY += dy;
    refresh();
  }

  stage.addEventListener('pointerdown', event => {
    stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    hover(-1);
  });
  stage.addEventListener('pointermove', event => {
    const now = at(event), before = pointers.get(event.pointerId);
    if (!before) {
      hover(nearest(now[0], now[1], 12));
      return;
    }
    const dx = now[0] - before[0], dy = now[1] - before[1];
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(now[0] - other[0], now[1] - other[1]);
      if (was > 0 && is > 0) zoomAt((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, is / was);
      pan(dx / 2, dy / 2);
    } else if (deep && !event.shiftKey && !(event.buttons & 6)) {
      turn(dx * 0.008, dy * 0.008);
    } else {
      pan(dx, dy);
    }
    pointers.set(event.pointerId, now);
  });
  const release = event => pointers.delete(event.pointerId);
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  stage.addEventListener('pointerleave', () => hover(-1));
  stage.addEventListener('contextmenu', event => event.preventDefault());
  stage.addEventListener('wheel', event => {
    event.preventDefault();
    hover(-1);
    zoomAt(...at(event), Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)));
  }, {passive: false});

  const reset = () => {
    Object.assign(view, start, {zoom: 1, panX: 0, panY: 0});
    refresh();
  };

  function step(by) { // the next point that can be seen, for those who have no pointer
    for (let k = 1, i = hovered; k <= n; k++) {
      i = (i + by + n) % n;
      if (shown[classes[i]]) {
        hover(i);
        return;
      }
    }
  }

  stage.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (moves && deep && !event.shiftKey) turn(moves[0] * 0.1, moves[1] * 0.1);
    else if (moves) pan(moves[0] * -40, moves[1] * -40);
    else if (event.key === '+' || event.key === '=') zoomAt(width / 2, height / 2, 1.25);
    else if (event.key === '-') zoomAt(width / 2, height / 2, 0.8);
    else if (event.key === '0') reset();
    else if (event.key === '.' || event.key === 'n') step(1);
    else if (event.key === ',' || event.key === 'p') step(-1);
    else if (event.key === 'Escape') hover(-1);
    else return;
    event.preventDefault();
  });

  // ---- legend and buttons

  const counts = data.labels.map(() => 0);
  for (const c of classes) counts[c]++;
  const items = data.labels.map((label, c) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'class';
    button.title = label;
    const swatch = document.createElement('canvas'), name = document.createElement('bdi'), count = document.createElement('small');
    swatch.width = swatch.height = 28;
    name.textContent = label;
    count.textContent = counts[c].toLocaleString('en');
    button.append(swatch, name, count);
    button.addEventListener('click', event => {
      if (event.shiftKey) {
        const alone = shown[c] && shown.every((one, other) => one === (other === c));
        shown.forEach((_, other) => shown[other] = alone || other === c);
      } else {
        shown[c] = !shown[c];
      }
      classesChanged();
    });
    document.getElementById('classes').append(button);
    return button;
  });

  function drawSwatches() {
    items.forEach((button, c) => {
      const context = button.firstChild.getContext('2d'), shape = shapes[data.shapes[c]];
      const picture = context.createImageData(28, 28), [r, g, b] = colour(c);
      for (let k = 0; k < 28 * 28; k++) {
        const inside = shape((k % 28 - 13.5) / 12, (Math.floor(k / 28) - 13.5) / 12) * 12;
        picture.data.set([r, g, b, 255 * Math.max(0, Math.min(1, inside + 0.5))], 4 * k);
      }
      context.putImageData(picture, 0, 0);
    });
  }

  function classesChanged() {
    items.forEach((button, c) => button.setAttribute('aria-pressed', shown[c]));
    if (hovered >= 0 && !shown[classes[hovered]]) hover(-1);
    refresh();
  }

  const onClick = (id, action) => document.getElementById(id)?.addEventListener('click', action);
  onClick('all', () => { shown.fill(true); classesChanged(); });
  onClick('none', () => { shown.fill(false); classesChanged(); });
  onClick('reset', reset);
  for (const id of ['names', 'sphere-shown', 'turning']) {
    const button = document.getElementById(id), what = {names: 'names', 'sphere-shown': 'sphere', turning: 'turn'}[id];
    if (!button) continue;
    button.setAttribute('aria-pressed', toggles[what]);
    button.addEventListener('click', () => {
      toggles[what] = !toggles[what];
      button.setAttribute('aria-pressed', toggles[what]);
      refresh();
      if (what === 'turn' && toggles.turn) requestAnimationFrame(goOnTurning);
    });
  }

  let lastTurn = 0;
  function goOnTurning(time) {
    if (!toggles.turn) {
      lastTurn = 0;
      return;
    }
    if (lastTurn && pointers.size === 0) turn(-(time - lastTurn) * 0.0004, 0);
    lastTurn = time;
    requestAnimationFrame(goOnTurning);
  }

  dark.addEventListener('change', () => {
    readColours();
    drawSwatches();
    refresh();
  });
  new ResizeObserver(resize).observe(stage);
  readColours();
  drawSwatches();
  classesChanged();
  resize();

  // For scripts: where a point is on the screen, and how fast the picture turns.
  window.arcPlot = Object.freeze({
    points: n,
    at(i) {
      const frame = stage.getBoundingClientRect();
      return {x: frame.left + screenX[i], y: frame.top + screenY[i], shown: shown[classes[i]]};
    },
    nearest,
    framesPerSecond(milliseconds) {
      return new Promise(resolve => {
        let frames = 0, begin = 0, work = 0;
        const next = time => {
          if (!begin) begin = time;
          if (time - begin >= milliseconds) {
            resolve({framesPerSecond: frames / (time - begin) * 1000, millisecondsOfWork: work / frames, width, height});
            return;
          }
          if (deep) view.yaw += 0.02; else view.panX += frames % 2 ? 3 : -3;
          const before = performance.now();
          draw();
          work += performance.now() - before;
          frames++;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      });
    },
  });
})();
