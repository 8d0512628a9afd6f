"""What flw did with a graph, against what the reference says must come of it.

A failure with FAIL_IMMEDIATELY ends what happens to be at work, so of its
execution a node may also be aborted, or never have begun; but what the one
failed node stands on must be done, and it and what holds it must have failed.
"""

from interpret import FAILED, SKIPPED, SUCCEEDED

import values

UNDONE = {"ABORTED", "NOT_YET", "QUEUED", None}


def is_root(trace):
    """Does its failure make what holds it fail?"""
    return trace.phase == FAILED and not trace.is_element


def firm(traces):
    """Paths that no clock excuses: what a lone failure stands on."""
    failed = [path for path, trace in traces.items()
              if trace.phase == FAILED and not trace.is_element
              and not any(is_root(traces[c]) for c in trace.children if c in traces)
              and not any(traces[p].is_handler for p in [path, *holders(path, traces)])]
    if len(failed) != 1:
        return set()
    paths = {failed[0], *holders(failed[0], traces)}
    grown = set()
    while paths != grown:
        grown = set(paths)
        for path in grown:
            paths |= traces[path].needs & traces.keys()
    return paths


def holders(path, traces):
    """The nodes around this one."""
    parts = path.split("/")
    around = ("/".join(parts[:i]) for i in range(1, len(parts)))
    return [one for one in around if one in traces]


def without_message(found):
    """The words of an error are flw's own."""
    if isinstance(found, dict) and found.keys() == {"failed_node_id", "message"}:
        return {**found, "message": "?"}
    if isinstance(found, dict):
        return {key: without_message(value) for key, value in found.items()}
    return found


def compare_values(path, what, wanted, found):
    plain = {name: values.to_json(value) for name, value in (wanted or {}).items()}
    if not values.same_json(plain, without_message(found or {})):
        return f"{path}: {what}: wants {plain}, found {found}"
    return ""


def compare_node(path, trace, row, is_firm):
    phase = row and row["phase"]
    loose = trace.loose and not is_firm
    if phase != trace.phase and not (loose and phase in UNDONE):
        if not (loose and phase == SKIPPED and trace.phase != SUCCEEDED):
            return f"{path}: wants {trace.phase}, found {phase}"
    if phase == SUCCEEDED:
        why = compare_values(path, "outputs", trace.outputs, row.get("outputs"))
        if trace.inputs is not None and not why:
            why = compare_values(path, "inputs", trace.inputs, row.get("inputs"))
        if why:
            return why
    if phase in (SUCCEEDED, FAILED) and trace.attempts is not None:
        found = len(row.get("attempts", []))
        if found != trace.attempts:
            return f"{path}: wants {trace.attempts} attempts, found {found}"
    if phase == FAILED and trace.phase == FAILED:
        return compare_error(path, trace.errors, row.get("error"))
    return ""


def compare_error(path, wanted, found):
    kind, code = (found or {}).get("kind"), (found or {}).get("code") or ""
    if ("?", "?") in wanted or (kind, code) in wanted:
        return ""
    return f"{path}: wants an error of {sorted(wanted)}, found {kind} {code}"


def compare(traces, result, found, exit_code):
    """What is wrong; "" when nothing is."""
    rows = {row["path"]: row for row in found["nodes"]}
    if found["phase"] != result.phase:
        return f"wants {result.phase}, found {found['phase']} {found.get('error')}"
    extra = rows.keys() - traces.keys()
    if extra:
        return f"nodes that must not be: {sorted(extra)}"
    sure = firm(traces)
    for path, trace in traces.items():
        why = compare_node(path, trace, rows.get(path), path in sure)
        if why:
            return why
    if result.phase == SUCCEEDED:
        why = compare_values("the run", "outputs", result.outputs, found.get("outputs"))
        return why or ("" if exit_code == 0 else f"exit {exit_code}")
    why = compare_error("the run", result.errors, found.get("error"))
    wanted_exit = 3 if (found.get("error") or {}).get("kind") == "SYSTEM" else 1
    return why or ("" if exit_code == wanted_exit else f"exit {exit_code}")
