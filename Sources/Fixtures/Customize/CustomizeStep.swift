/// One change to a disk that nobody boots.
public struct CustomizeStep: Sendable {
    /// What is done.
    public var action: CustomizeAction
    /// Where the fixture says so, when it was read from a file; not part of the fixture's text.
    public var location: FileLocation?

    /// A step that does this.
    public init(_ action: CustomizeAction, location: FileLocation? = nil) {
        self.action = action
        self.location = location
    }
}

extension CustomizeStep: Hashable {
    /// Whether both do the same; where they stand does not matter.
    public static func == (one: CustomizeStep, other: CustomizeStep) -> Bool { one.action == other.action }

    /// By what is done.
    public func hash(into hasher: inout Hasher) { hasher.combine(action) }
}

extension CustomizeStep: Codable {
    /// Reads an action.
    public init(from decoder: any Decoder) throws { self.init(try CustomizeAction(from: decoder)) }

    /// Writes the action.
    public func encode(to encoder: any Encoder) throws { try action.encode(to: encoder) }
}
