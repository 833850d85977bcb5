import KubeVirt

extension DomainConverter {
    /// Tablets as listed; and on machines with a display but no PS/2, something to point and to type with.
    func inputs() throws(ConversionError) -> [Element] {
        var inputs: [Element] = []
        for (index, input) in (spec.devices.inputs ?? []).enumerated() {
            let bus = input.bus?.nonEmpty ?? "usb"
            guard bus == "usb" || bus == "virtio" else {
                throw refusal("inputs[\(index)].bus", "there is no input on ‘\(bus)’; write usb or virtio")
            }
            guard input.type == "tablet" else {
                throw refusal("inputs[\(index)].type", "there is no input ‘\(input.type)’; write tablet")
            }
            inputs.append(
                Element(
                    "input", ["type": "tablet", "bus": bus, "model": bus == "virtio" ? "virtio" : nil],
                    [Self.named(input.name)]))
        }
        guard spec.devices.hasDisplay, hasPorts else { return inputs }
        switch architecture {
        case .arm64:
            if inputs.isEmpty { inputs.append(Element("input", ["type": "tablet", "bus": "usb"])) }
            inputs.append(Element("input", ["type": "keyboard", "bus": "usb"]))
        case .s390x: inputs.append(Element("input", ["type": "keyboard", "bus": "virtio"]))
        default: break
        }
        return inputs
    }
}
