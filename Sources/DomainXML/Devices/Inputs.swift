import KubeVirt

extension DomainConverter {
    /// Tablets as listed; and on machines with a display but no PS/2, something to point and to type with.
    func inputs() -> [Element] {
        let listed = (spec.devices.inputs ?? []).map { input in
            let bus = input.bus?.nonEmpty ?? "usb"
            let alias = Self.alias(input.name)
            return Element(
                "input", ["type": input.type, "bus": bus, "model": bus == "virtio" ? "virtio" : nil],
                [Element("alias", ["name": alias])] + (bus == "virtio" ? placement.address(of: alias) : []))
        }
        guard hasDisplay else { return listed }
        switch architecture {
        case .arm64: return listed + ["tablet", "keyboard"].map { Element("input", ["type": $0, "bus": "usb"]) }
        case .s390x: return listed + [Element("input", ["type": "keyboard", "bus": "virtio"])]
        default: return listed
        }
    }

    var hasDisplay: Bool { spec.devices.autoattachGraphicsDevice ?? true }

    var needsUSB: Bool {
        hasDisplay && architecture == .arm64
            || (spec.devices.inputs ?? []).contains { ($0.bus?.nonEmpty ?? "usb") == "usb" }
            || (spec.devices.disks ?? []).contains { $0.target.bus == .usb }
    }
}
