"""compare.py FOLDER GENERATED - our text and JSON of messages, judged.

For each N in FOLDER: N.txt is what `protoc --decode` prints of N.pb, N.json
is what google.protobuf.json_format makes of it, and reads back as the same.
GENERATED holds Flyte's messages as made by `protoc --python_out`.
"""
import glob
import json
import os
import subprocess
import sys

folder, generated, protos = sys.argv[1:4]
sys.path.insert(0, generated)

from google.protobuf import json_format, symbol_database  # noqa: E402
from flyteidl.admin import launch_plan_pb2, task_pb2, workflow_pb2  # noqa: E402
from flyteidl.core import dynamic_job_pb2, errors_pb2  # noqa: E402

SOURCES = {
    "flyteidl.admin.TaskSpec": "flyteidl/admin/task.proto",
    "flyteidl.admin.WorkflowSpec": "flyteidl/admin/workflow.proto",
    "flyteidl.admin.LaunchPlan": "flyteidl/admin/launch_plan.proto",
    "flyteidl.core.DynamicJobSpec": "flyteidl/core/dynamic_job.proto",
    "flyteidl.core.ErrorDocument": "flyteidl/core/errors.proto",
    "flyteidl.core.LiteralMap": "flyteidl/core/literals.proto",
    "flyteidl.core.LiteralType": "flyteidl/core/types.proto",
    "google.protobuf.Struct": "google/protobuf/struct.proto",
}


def protoc_text(name, data):
    command = ["protoc", f"-I{protos}", "-I/usr/include", f"--decode={name}",
               SOURCES[name]]
    return subprocess.run(command, input=data, capture_output=True,
                          check=True).stdout


def judge(stem):
    name = open(stem + ".type").read()
    data = open(stem + ".pb", "rb").read()
    wrong = []
    if protoc_text(name, data) != open(stem + ".txt", "rb").read():
        wrong.append("text")
    message = symbol_database.Default().GetSymbol(name)()
    message.ParseFromString(data)
    ours = open(stem + ".json").read()
    if json_format.MessageToDict(message) != json.loads(ours):
        wrong.append("json")
    again = json_format.Parse(ours, type(message)())
    message.DiscardUnknownFields()
    if again != message:
        wrong.append("json read back")
    return wrong


def main():
    stems = sorted(path[:-3] for path in glob.glob(os.path.join(folder, "*.pb")))
    wrong = {stem: found for stem in stems if (found := judge(stem))}
    for stem, found in wrong.items():
        print(f"{stem}: differs in {', '.join(found)}")
    print(f"{len(stems)} messages, {len(wrong)} differ")
    sys.exit(1 if wrong or not stems else 0)


main()
