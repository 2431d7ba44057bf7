"""Agents of the catalog as ``agent`` blocks."""

from __future__ import annotations

import json
from typing import Any

from ..catalog.settings import Agent, KubernetesAgent, Resources
from .arguments import given
from .model import AgentBlock


def agent_block(agent: Agent, resources: Resources) -> AgentBlock:
    """Where stages run, with the limits of their containers."""
    if agent.kubernetes is not None:
        return AgentBlock("kubernetes", _kubernetes(agent.kubernetes, resources))
    if agent.docker is not None:
        limits = given(cpus=_docker_cpus(resources.cpu), memory=_docker_memory(resources.memory))
        words = [agent.docker.args, *(f"--{name} {value}" for name, value in limits.items())]
        return AgentBlock("docker", {"image": agent.docker.image} | given(label=agent.label, args=" ".join(word for word in words if word)))
    return AgentBlock("label", {"label": agent.label}) if agent.label else AgentBlock()


def _docker_cpus(quantity: str | None) -> str | None:
    """Kubernetes writes ``500m``, Docker ``0.5``."""
    return f"{float(quantity[:-1]) / 1000:g}" if quantity and quantity.endswith("m") else quantity


def _docker_memory(quantity: str | None) -> str | None:
    """Kubernetes writes ``4Gi``, Docker ``4g``."""
    return quantity.replace("i", "").lower() if quantity else None


def _kubernetes(agent: KubernetesAgent, resources: Resources) -> dict[str, Any]:
    limits = given(cpu=resources.cpu, memory=resources.memory)
    container = agent.container or "jnlp"  # where the steps run then; it has an image of its own, as any new name would not
    pod = {"spec": {"containers": [{"name": container, "resources": {"limits": limits}}]}}
    return given(
        cloud=agent.cloud,
        inheritFrom=agent.inherit_from,
        yamlFile=agent.yaml_file,
        yaml=json.dumps(pod) if limits and not agent.yaml_file else None,
        defaultContainer=agent.container,
    )
