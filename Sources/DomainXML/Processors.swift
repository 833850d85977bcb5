import KubeVirt

extension DomainConverter {
    func vcpu() -> Element {
        Element("vcpu", ["placement": "static"], text: "\(processors)")
    }

    /// KubeVirt's default is host-model. Without KVM a host's model is no gain, so QEMU's own default stands in; on arm64
    /// that is a 32-bit processor, so everything that QEMU can emulate stands in there.
    func cpu() -> Element {
        let topology = Element(
            "topology",
            [
                "sockets": "\(spec.cpu?.sockets ?? 1)", "cores": "\(spec.cpu?.cores ?? 1)",
                "threads": "\(spec.cpu?.threads ?? 1)",
            ])
        let model = spec.cpu?.model ?? "host-model"
        guard model == "host-model" || model == "host-passthrough" else {
            return Element("cpu", ["mode": "custom"], [Element("model", text: model), topology])
        }
        if host.kvm || host.single == nil { return Element("cpu", ["mode": model], [topology]) }
        return Element("cpu", ["mode": architecture == .arm64 ? "maximum" : nil], [topology])
    }
}
