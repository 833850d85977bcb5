public import KubeVirt

/// Everything that makes an image: where it comes from, how large it is, and what is changed in it.
public struct ImageRecipe: Sendable, Hashable, Codable {
    /// The one source.
    public var source: ImageSource
    /// The size of the disk, to which its last partition and file system grow; the source's own when nil.
    public var size: Quantity?
    /// What is done to it, in this order, without booting it.
    public var customize: [CustomizeStep]

    private enum CodingKeys: String, CodingKey {
        case source, size, customize
    }

    /// A recipe of these parts.
    public init(source: ImageSource, size: Quantity? = nil, customize: [CustomizeStep] = []) {
        self.source = source
        self.size = size
        self.customize = customize
    }

    /// A recipe of a source and steps: `ImageRecipe(.bootstrap(…)) { .install("curl") }`.
    public init(_ source: ImageSource, size: Quantity? = nil, @CustomizeBuilder _ steps: () -> [CustomizeStep]) {
        self.init(source: source, size: size, customize: steps())
    }

    /// Reads a recipe.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        source = try container.decode(ImageSource.self, forKey: .source)
        size = try container.decodeIfPresent(Quantity.self, forKey: .size)
        customize = try container.decodeIfPresent([CustomizeStep].self, forKey: .customize) ?? []
    }

    /// Writes the recipe; no steps are left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(source, forKey: .source)
        try container.encodeIfPresent(size, forKey: .size)
        if !customize.isEmpty { try container.encode(customize, forKey: .customize) }
    }
}

/// Makes a list of steps of what a closure says, with conditions and loops.
@resultBuilder
public enum CustomizeBuilder {
    /// One step.
    public static func buildExpression(_ step: CustomizeStep) -> [CustomizeStep] { [step] }
    /// Several steps.
    public static func buildExpression(_ steps: [CustomizeStep]) -> [CustomizeStep] { steps }
    /// Steps one after the other.
    public static func buildBlock(_ parts: [CustomizeStep]...) -> [CustomizeStep] { parts.flatMap(\.self) }
    /// Steps that are there under a condition.
    public static func buildOptional(_ steps: [CustomizeStep]?) -> [CustomizeStep] { steps ?? [] }
    /// The first of two ways.
    public static func buildEither(first steps: [CustomizeStep]) -> [CustomizeStep] { steps }
    /// The second of two ways.
    public static func buildEither(second steps: [CustomizeStep]) -> [CustomizeStep] { steps }
    /// Steps of a loop.
    public static func buildArray(_ parts: [[CustomizeStep]]) -> [CustomizeStep] { parts.flatMap(\.self) }
}
