# project.awk - a project as an editor has it open: one file of 256 chapters,
# 10,000 lines, and 49 small ones that import it.
#
#   awk -v language=flw|ts|py -v folder=DIR -f project.awk
#
# flw's big file is generate.awk's and lies there already; that of the peers
# has as many lines of the same things: types, functions, calls, a branch.

function ts(i) {
    say("export enum Region" i " { north, south, east, west }")
    say("")
    say("export interface Trip" i " {")
    say("  id: number;")
    say("  region: Region" i ";")
    say("  distanceKm: number;")
    say("  minutes?: number;")
    say("}")
    say("")
    say("/** Fetches one day of trips. */")
    say("export function fetch" i "(region: Region" i ", day: Date): Trip" i "[] {")
    say("  const command = [\"fetch\", \"--region\", `${region}`, \"--day\", `${day}`];")
    say("  return command.map((word, id) => ({")
    say("    id, region, distanceKm: word.length * 2.5,")
    say("  }));")
    say("}")
    say("")
    say("// Least squares.")
    say("export function fit" i "(")
    say("  rows: Trip" i "[],")
    say("  epochs: number = 10,")
    say("): { model: number[]; loss: number } {")
    say("  const model = rows.map((row) => row.distanceKm - (row.minutes ?? 0));")
    say("  const loss = model.reduce((sum, one) => sum + one * epochs, 0);")
    say("  return { model, loss };")
    say("}")
    say("")
    say("export function train" i "(region: Region" i ", day: Date, limit: number = 4.0)")
    say("  : { model: number[]; loss: number }")
    say("{")
    say("  const trips = fetch" i "(region, day);")
    say("  const fitted = fit" i "(trips, 20);")
    say("  const again = fit" i "(trips, 40);")
    say("  if (again.loss >= limit)")
    say("    throw new Error(\"the model is too poor to ship\");")
    say("  const chosen = fit" i "(trips, 80);")
    say("  return { model: chosen.model, loss: fitted.loss };")
    say("}")
    say("")
}

function py(i) {
    say("class Region" i "(Enum):")
    say("    north = 1")
    say("    south = 2")
    say("    east = 3")
    say("")
    say("")
    say("@dataclass")
    say("class Trip" i ":")
    say("    id: int")
    say("    region: Region" i)
    say("    distance_km: float")
    say("    minutes: float | None = None")
    say("")
    say("")
    say("def fetch" i "(region: Region" i ", day: datetime) -> list[Trip" i "]:")
    say("    \"\"\"Fetches one day of trips.\"\"\"")
    say("    command = [\"fetch\", \"--region\", f\"{region}\", \"--day\", f\"{day}\"]")
    say("    return [")
    say("        Trip" i "(id=i, region=region, distance_km=len(word) * 2.5)")
    say("        for i, word in enumerate(command)")
    say("    ]")
    say("")
    say("")
    say("def fit" i "(rows: list[Trip" i "], epochs: int = 10) -> tuple[list[float], float]:")
    say("    model = [row.distance_km - (row.minutes or 0) for row in rows]")
    say("    return model, sum(one * epochs for one in model)")
    say("")
    say("")
    say("def train" i "(region: Region" i ", day: datetime, limit: float = 4.0)\\")
    say("        -> tuple[list[float], float]:")
    say("    trips = fetch" i "(region, day)")
    say("    fitted = fit" i "(trips, 20)")
    say("    again = fit" i "(trips, 40)")
    say("    if again[1] >= limit:")
    say("        raise ValueError(\"the model is too poor to ship\")")
    say("    chosen = fit" i "(trips, 80)")
    say("    return chosen[0], fitted[1]")
    say("")
    say("")
}

function say(line) { print line >file }

# What each small file does with the big one.
function user(k) {
    if (language == "flw") {
        say("import \"./big.flw\" as big\n")
        say("workflow use" k "(region: big.Region" k ", day: datetime) -> (loss: float) {")
        say("  trained = big.train" k "(region, day)")
        say("  return (loss: trained.loss)")
        say("}")
    } else if (language == "ts") {
        say("import { Region" k ", train" k " } from \"./big\";\n")
        say("export function use" k "(region: Region" k ", day: Date): number {")
        say("  return train" k "(region, day).loss;")
        say("}")
    } else {
        say("from datetime import datetime")
        say("from big import Region" k ", train" k "\n\n")
        say("def use" k "(region: Region" k ", day: datetime) -> float:")
        say("    return train" k "(region, day)[1]")
    }
}

BEGIN {
    file = folder "/big." language
    if (language == "ts")
        for (i = 0; i < 256; i++) ts(i)
    if (language == "py") {
        say("from dataclasses import dataclass")
        say("from datetime import datetime")
        say("from enum import Enum\n\n")
        for (i = 0; i < 256; i++) py(i)
    }
    close(file)
    for (k = 0; k < 49; k++) {
        file = folder "/m" k "." language
        user(k)
        close(file)
    }
    if (language == "ts") {
        file = folder "/tsconfig.json"
        say("{ \"compilerOptions\": { \"strict\": true, \"noEmit\": true, \"target\": \"es2022\",")
        say("  \"module\": \"esnext\", \"moduleResolution\": \"bundler\" } }")
    }
    if (language == "py") {
        file = folder "/pyrightconfig.json"
        say("{ \"typeCheckingMode\": \"standard\" }")
    }
}
