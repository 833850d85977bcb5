extension DomainConverter {
    /// The name space of what we keep in a domain.
    package static let namespace = "https://mayfly.dev/machine/v1"

    func metadata() -> Element {
        guard let record = files.record else {
            return Element(
                "metadata", [Element("kubevirt", ["xmlns": "http://kubevirt.io"], [Element("uid", text: "")])])
        }
        return Element("metadata", [Element("mayfly:machine", ["xmlns:mayfly": Self.namespace], text: record)])
    }
}
