public import KubeVirt

/// A recipe for machines: where the disk comes from, what the machine is, and what must hold before a test starts.
public struct Fixture: Sendable, Hashable, Codable {
    /// The only API version there is.
    public static let apiVersion = "mayfly.dev/v1alpha1"
    /// The kind's name.
    public static let kind = "Fixture"
    /// How long getting ready may take when nothing says otherwise; written for KVM and scaled for slower machines.
    public static let defaultDeadline = Deadline(.seconds(60))

    /// Always `mayfly.dev/v1alpha1`.
    public private(set) var apiVersion = Self.apiVersion
    /// Always `Fixture`.
    public private(set) var kind = Self.kind
    /// Name, labels and annotations; the name is required.
    public var metadata: ObjectMeta
    /// Where the machine's disk or initramfs comes from; nil when the template says it all.
    public var image: FixtureImage?
    /// What is done to the image, in this order, before any machine boots it.
    public var customize: [CustomizeStep]
    /// The machine, verbatim in KubeVirt's fields.
    public var template: VirtualMachineInstanceTemplate
    /// What must hold before the machine is handed over, in any order; all of it.
    public var ready: [ReadyCondition]
    /// The way into the guest; when nil the helper where the image has it, and else whichever answers first.
    public var channel: GuestChannelKind?
    /// Whether its machines may be forked from one that was booted once: their memory is then a file that forks share.
    public var forkable: Bool
    /// What happens where a device forbids it.
    public var forkFallback: ForkFallback
    /// Objects that the machine names, such as config maps, secrets and claims; they are documents beside the fixture in its
    /// file, not part of it.
    public var objects = CompanionObjects()
    /// Where the template stands in the document that this was made from, for refusals to name its fields; empty for a
    /// machine, which is its own template.
    package var templateField = "template"

    private enum CodingKeys: String, CodingKey {
        case apiVersion, kind, metadata, image, customize, template, ready, channel, forkable, forkFallback
        /// What a file may say beside, gone once it was loaded.
        case extends, parameters
    }

    /// A fixture of these parts.
    public init(
        metadata: ObjectMeta, image: FixtureImage? = nil, customize: [CustomizeStep] = [],
        template: VirtualMachineInstanceTemplate, ready: [ReadyCondition] = [.helper()],
        channel: GuestChannelKind? = nil, forkable: Bool = false, forkFallback: ForkFallback = .boot
    ) {
        self.metadata = metadata
        self.image = image
        self.customize = customize
        self.template = template
        self.ready = ready
        self.channel = channel
        self.forkable = forkable
        self.forkFallback = forkFallback
    }

    /// A fixture of this name and parts.
    public init(
        name: String, image: FixtureImage? = nil, customize: [CustomizeStep] = [],
        template: VirtualMachineInstanceTemplate, ready: [ReadyCondition] = [.helper()],
        channel: GuestChannelKind? = nil, forkable: Bool = false, forkFallback: ForkFallback = .boot
    ) {
        self.init(
            metadata: ObjectMeta(name: name), image: image, customize: customize, template: template, ready: ready,
            channel: channel, forkable: forkable, forkFallback: forkFallback)
    }

    /// A fixture around a machine as it stands: no image of ours, ready when the helper answers. Its status is not part
    /// of a recipe.
    public init(_ machine: VirtualMachineInstance) {
        self.init(
            metadata: ObjectMeta(name: machine.metadata.name ?? machine.metadata.generateName?.trimmingDashes),
            template: VirtualMachineInstanceTemplate(metadata: machine.metadata, spec: machine.spec))
        templateField = ""
    }

    /// Name of the fixture; empty where it has none, which is refused before anything starts.
    public var name: String { metadata.name ?? "" }

    /// Reads a fixture; another API version or kind is an error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.require(Self.apiVersion, forKey: .apiVersion)
        try container.require(Self.kind, forKey: .kind)
        for key in [CodingKeys.extends, .parameters] where container.contains(key) {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container,
                debugDescription: "is for files: load the fixture by its path or name, not by a decoder")
        }
        image = try container.decodeIfPresent(FixtureImage.self, forKey: .image)
        customize = try container.decodeIfPresent([CustomizeStep].self, forKey: .customize) ?? []
        ready = try container.decodeIfPresent([ReadyCondition].self, forKey: .ready) ?? [.helper()]
        channel = try container.decodeIfPresent(GuestChannelKind.self, forKey: .channel)
        forkable = try container.decodeIfPresent(Bool.self, forKey: .forkable) ?? false
        forkFallback = try container.decodeIfPresent(ForkFallback.self, forKey: .forkFallback) ?? .boot
        metadata = try container.decode(ObjectMeta.self, forKey: .metadata)
        template = try container.decode(VirtualMachineInstanceTemplate.self, forKey: .template)
    }

    /// Writes the fixture; objects beside it are left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(apiVersion, forKey: .apiVersion)
        try container.encode(kind, forKey: .kind)
        try container.encode(metadata, forKey: .metadata)
        try container.encodeIfPresent(image, forKey: .image)
        if !customize.isEmpty { try container.encode(customize, forKey: .customize) }
        try container.encode(template, forKey: .template)
        try container.encode(ready, forKey: .ready)
        try container.encodeIfPresent(channel, forKey: .channel)
        if forkable { try container.encode(true, forKey: .forkable) }
        if forkFallback != .boot { try container.encode(forkFallback, forKey: .forkFallback) }
    }

    /// The architecture that the machine's spec or its annotation names; the host's when nil.
    package var architecture: Architecture? {
        var spec = template.spec
        spec.takeArchitecture(from: template.metadata ?? ObjectMeta())
        return spec.architecture
    }

    /// What makes the image; nil where there is none, or where it is no disk.
    public var recipe: ImageRecipe? {
        guard let image, image.source.initramfs == nil else { return nil }
        return ImageRecipe(source: image.source, size: image.size, customize: customize)
    }
}

extension String {
    /// A generated name's beginning, without the dash before what is generated.
    fileprivate var trimmingDashes: String {
        var name = self
        while name.last == "-" { name.removeLast() }
        return name
    }
}
