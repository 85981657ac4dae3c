// Draws the outlines of the world map: node make_borders.mjs NAME [KEY+KEY …] > ../../cooperation/borders/NAME.json
// Each KEY+KEY merges the second territory into the first. README.md has the packages, the keys and the licences.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid, geoEqualEarth, geoStream } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import iso from "i18n-iso-countries";
import { feature, merge } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const WIDTH = 1920; // of the view box; all coordinates are whole numbers in it
const NORTH = 83.7, SOUTH = -56.2; // beyond lie no countries, and Antarctica would take a sixth of the page
const WEIGHT = 2.5; // a corner that spans less than this (square units) is left out
const SMALL = 120; // a country that covers less (square units, about 34,000 km²) also gets a dot
// Territories that the atlas draws as a part of another country or not at all: longitude and latitude of their seat.
const SEATS = {
  AQ: [0, -55], BQ: [-68.27, 12.15], BV: [3.36, -54.42], CC: [96.83, -12.17], CX: [105.68, -10.42], GF: [-52.33, 4.94],
  GI: [-5.35, 36.14], GP: [-61.73, 16], MQ: [-61.08, 14.6], RE: [55.45, -20.88], SJ: [15.63, 78.22], TK: [-171.83, -9.2],
  TV: [179.2, -8.52], UM: [-169.53, 16.73], YT: [45.23, -12.78],
};

const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json")));
const [name, ...merges] = process.argv.slice(2);
const projection = geoEqualEarth().rotate([-11, 0]).precision(0).fitWidth(WIDTH, { type: "Sphere" });
const [, top] = projection([11, NORTH]);
projection.translate([projection.translate()[0], projection.translate()[1] - top]);
const height = Math.ceil(projection([11, SOUTH])[1]);

function territories() {
  const groups = new Map();
  for (const geometry of atlas.objects.countries.geometries) {
    const key = geometry.id ?? geometry.properties.name;
    if (key !== "010") groups.set(key, [...(groups.get(key) ?? []), geometry]);
  }
  for (const pair of merges) {
    const [into, ...others] = pair.split("+");
    for (const other of others) {
      groups.set(into, [...groups.get(into), ...groups.get(other)]);
      groups.delete(other);
    }
  }
  return groups;
}

function polygons(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

// The middle of the largest part: that of metropolitan France, not one drawn aside by its islands.
function seat(geometry) {
  const parts = polygons(geometry).map((coordinates) => ({ type: "Polygon", coordinates }));
  return geoCentroid(parts.reduce((a, b) => (geoArea(a) >= geoArea(b) ? a : b)));
}

function shoelace(ring) {
  let sum = 0;
  ring.forEach(([x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; sum += x * v - u * y; });
  return sum / 2;
}

// Relative moves of whole units, with no more signs and spaces than needed.
function drawn(ring) {
  const points = ring.slice(0, -1).map((point) => point.map(Math.round));
  const corners = points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
  if (corners.length < 3 || Math.abs(shoelace(corners)) < 2) return "";
  const moves = corners.map(([x, y], i) => (i ? [x - corners[i - 1][0], y - corners[i - 1][1]] : [x, y]));
  const [first, ...rest] = moves.map(([x, y]) => `${x}${y < 0 ? "" : " "}${y}`);
  return `M${first}l${rest.join(" ").replaceAll(" -", "-")}z`;
}

const groups = territories();
const countries = new Map([...groups].map(([key, parts]) => [key, merge(atlas, parts)]));
const features = [...countries].map(([key, geometry]) => ({ type: "Feature", id: key, properties: {}, geometry }));
const flat = geoProject({ type: "FeatureCollection", features }, projection);
const light = simplify(presimplify(topology({ world: flat })), WEIGHT);

const shapes = {}, places = {}, land = [], small = Object.keys(SEATS);
for (const { id, geometry } of feature(light, light.objects.world).features) {
  const path = geometry ? polygons(geometry).flat().map(drawn).join("") : "";
  const code = iso.numericToAlpha2(id);
  if (!code) land.push(path);
  else {
    const whole = flat.features.find((found) => found.id === id).geometry;
    const area = polygons(whole).reduce((sum, rings) => sum + Math.abs(shoelace(rings[0])), 0);
    if (path) shapes[code] = path;
    if (area < SMALL) small.push(code);
    places[code] = projection(seat(countries.get(id))).map(Math.round);
  }
}
for (const [code, lonlat] of Object.entries(SEATS)) places[code] = projection(lonlat).map(Math.round);

const sorted = (object) => Object.keys(object).sort().map((key) => `  "${key}": ${JSON.stringify(object[key])}`).join(",\n");
process.stdout.write(`{
"width": ${WIDTH}, "height": ${height},
"small": ${JSON.stringify(small.sort())},
"land": ${JSON.stringify(land.filter(Boolean))},
"places": {\n${sorted(places)}\n},
"shapes": {\n${sorted(shapes)}\n}
}\n`);
