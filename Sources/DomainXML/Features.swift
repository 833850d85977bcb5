import KubeVirt

extension DomainConverter {
    func features() -> Element {
        var children: [Element] = []
        if spec.features?.acpi?.enabled ?? true { children.append(Element("acpi")) }
        if let smm = spec.features?.smm, smm.enabled ?? true { children.append(Element("smm", ["state": "on"])) }
        if architecture == .amd64 { children.append(Element("vmport", ["state": "off"])) }
        return Element("features", children)
    }
}
