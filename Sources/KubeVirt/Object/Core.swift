/// Types of Kubernetes itself (core/v1) that KubeVirt's lean on.
public enum Core {}
