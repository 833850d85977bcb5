extension DomainConverter {
    /// The name space of what we keep in a domain.
    package static let namespace = "https://mayfly.dev/machine/v1"

    func metadata() -> Element {
        Element("metadata", [Element("mayfly:machine", ["xmlns:mayfly": Self.namespace], text: files.record)])
    }
}
