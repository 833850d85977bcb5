public import Fixtures

/// A back end: makes machines of fixtures, finds those that were kept, and clears away what dead owners left.
public protocol MachineProvider: Sendable {
    /// Makes a machine of a fixture: image built, VMI admitted and bound to this back end. Nothing runs yet.
    func create(_ fixture: Fixture, options: MachineOptions, timeline: Timeline) async throws(MachineError) -> Machine

    /// Makes what machines of a fixture begin with and share, which may take long: its image, its template.
    ///
    /// ``create(_:options:timeline:)`` does so by itself; this is for who must not keep others waiting then.
    func prepare(_ fixture: Fixture, options: MachineOptions, timeline: Timeline) async throws(MachineError)

    /// Every machine that runs on this back end, whoever started it.
    func machines() async throws(MachineError) -> [MachineSummary]

    /// A running machine by its name or run id, to be used by this process too.
    func machine(_ name: String) async throws(MachineError) -> Machine

    /// Ends and removes what dead owners left, and kept machines whose time is up.
    func collectGarbage() async throws(MachineError) -> GarbageReport
}

extension MachineProvider {
    /// Makes nothing: for a back end whose machines share nothing.
    public func prepare(_ fixture: Fixture, options: MachineOptions, timeline: Timeline) async throws(MachineError) {}
}

/// What the caller of ``MachineProvider/create(_:options:timeline:)`` may choose.
public struct MachineOptions: Sendable, Hashable {
    /// The machine's name; the fixture's when nil. Names need not be unique: run ids are.
    public var name: String?
    /// Made so that it may outlive this process; it still ends with it until ``Machine/keep(for:)`` is called.
    public var mayBeKept: Bool
    /// The way into the guest; the fixture's choice when nil.
    public var channel: GuestChannelKind?
    /// How the machine comes to be; nil for a fork where the fixture is forkable, and a boot where it is not.
    public var origin: MachineOrigin?

    /// Options with these values.
    public init(
        name: String? = nil, mayBeKept: Bool = false, channel: GuestChannelKind? = nil, origin: MachineOrigin? = nil
    ) {
        self.name = name
        self.mayBeKept = mayBeKept
        self.channel = channel
        self.origin = origin
    }
}

/// A machine as a list shows it.
public struct MachineSummary: Sendable, Hashable, Codable {
    /// What the machine is called.
    public var name: String
    /// Its run id, unique for ever.
    public var run: String
    /// `created` or `running`.
    public var state: String
    /// The process that owns it, if that lives.
    public var owner: Int32?
    /// When a kept machine is ended; seconds since 1970.
    public var expiry: Double?

    /// A summary of these parts.
    public init(name: String, run: String, state: String, owner: Int32?, expiry: Double?) {
        self.name = name
        self.run = run
        self.state = state
        self.owner = owner
        self.expiry = expiry
    }
}

/// What a clearing away found.
public struct GarbageReport: Sendable, Hashable, Codable {
    /// Run ids of machines that were ended or removed.
    public var machines: [String]
    /// Processes that were ended.
    public var processes: [Int32]
    /// Images of a cluster that were removed.
    public var images: [String]
    /// What could not be removed, and why.
    public var failures: [String]

    /// A report of these parts.
    public init(machines: [String], processes: [Int32], images: [String] = [], failures: [String]) {
        self.machines = machines
        self.processes = processes
        self.images = images
        self.failures = failures
    }
}
