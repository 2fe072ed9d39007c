"""What is in `deploy`: the page shows it as it is, and the manifest says nothing that KubeRay does not know."""

from __future__ import annotations

from typing import Any

import yaml

from onrecord import __version__
from tests.docs.blocks import ROOT

DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
MANIFEST = (ROOT / "deploy" / "kuberay.yaml").read_text(encoding="utf-8")
JOB: dict[str, Any] = yaml.safe_load(MANIFEST)
CLUSTER = JOB["spec"]["rayClusterSpec"]
FIELDS = {
    "job": {
        "activeDeadlineSeconds", "backoffLimit", "clusterSelector", "deletionStrategy", "entrypoint",
        "entrypointNumCpus", "entrypointNumGpus", "entrypointResources", "jobId", "managedBy", "metadata",
        "rayClusterSpec", "runtimeEnvYAML", "shutdownAfterJobFinishes", "submissionMode", "submitterConfig",
        "submitterPodTemplate", "suspend", "ttlSecondsAfterFinished",
    },
    "cluster": {
        "authOptions", "autoscalerOptions", "enableInTreeAutoscaling", "gcsFaultToleranceOptions", "headGroupSpec",
        "headServiceAnnotations", "managedBy", "rayVersion", "suspend", "workerGroupSpecs",
    },
    "autoscaler": {
        "env", "envFrom", "idleTimeoutSeconds", "image", "imagePullPolicy", "resources", "securityContext",
        "upscalingMode", "version", "volumeMounts",
    },
    "head": {"enableIngress", "headService", "rayStartParams", "serviceType", "template"},
    "workers": {
        "groupName", "idleTimeoutSeconds", "maxReplicas", "minReplicas", "numOfHosts", "rayStartParams", "replicas",
        "scaleStrategy", "suspend", "template",
    },
}  # fmt: skip
"""Source: KubeRay, docs/reference/api.md, ray.io/v1."""


def test_fields_are_those_of_kuberay() -> None:
    (workers,) = CLUSTER["workerGroupSpecs"]
    assert (JOB["apiVersion"], JOB["kind"]) == ("ray.io/v1", "RayJob")
    assert JOB["spec"].keys() <= FIELDS["job"]
    assert CLUSTER.keys() <= FIELDS["cluster"]
    assert CLUSTER["autoscalerOptions"].keys() <= FIELDS["autoscaler"]
    assert CLUSTER["headGroupSpec"].keys() <= FIELDS["head"]
    assert workers.keys() <= FIELDS["workers"]
    for group in (CLUSTER["headGroupSpec"], workers):
        assert all(isinstance(value, str) for value in group["rayStartParams"].values())


def test_one_image_and_one_version_of_ray() -> None:
    groups = [CLUSTER["headGroupSpec"], *CLUSTER["workerGroupSpecs"]]
    images = {container["image"] for group in groups for container in group["template"]["spec"]["containers"]}
    assert images == {f"onrecord:{__version__}"}
    assert f'"ray[data,default]=={CLUSTER["rayVersion"]}"' in DOCKERFILE
    assert f"-t onrecord:{__version__} ." in DOCKERFILE


def test_page_shows_the_image() -> None:
    page = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    assert f"```dockerfile\n{DOCKERFILE}```" in page
