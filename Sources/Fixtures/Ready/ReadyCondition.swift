/// Something that must hold before a machine is handed over; exactly one kind is written for each.
public indirect enum ReadyCondition: Sendable, Hashable {
    /// The guest helper answers.
    case helper(HelperCondition)
    /// The QEMU guest agent answers.
    case agent(AgentCondition)
    /// A login by SSH works.
    case ssh(SSHCondition)
    /// Something in the guest accepts TCP connections.
    case port(PortCondition)
    /// A web server in the guest gives an answer.
    case http(HTTPCondition)
    /// A line of the console says so.
    case console(ConsoleCondition)
    /// There is a file in the guest.
    case file(FileCondition)
    /// A command in the guest succeeds.
    case command(CommandCondition)
    /// A unit of systemd's is active.
    case unit(UnitCondition)
    /// cloud-init has finished.
    case cloudInit(CloudInitCondition)
    /// Every one of several conditions holds.
    case all(GroupCondition)
    /// One of several conditions holds.
    case any(GroupCondition)

    /// The guest helper answers.
    public static func helper(deadline: Deadline? = nil) -> ReadyCondition {
        .helper(HelperCondition(deadline: deadline))
    }

    /// How long it may take by what it says itself; nil when it leaves that to others.
    public var writtenDeadline: Deadline? {
        switch self {
        case .helper(let condition): condition.deadline
        case .agent(let condition): condition.deadline
        case .ssh(let condition): condition.deadline
        case .port(let condition): condition.deadline
        case .http(let condition): condition.deadline
        case .console(let condition): condition.deadline
        case .file(let condition): condition.deadline
        case .command(let condition): condition.deadline
        case .unit(let condition): condition.deadline
        case .cloudInit(let condition): condition.deadline
        case .all(let group), .any(let group): group.deadline
        }
    }

    /// How long it may take; ``Fixture/defaultDeadline`` when it does not say.
    public var deadline: Deadline { writtenDeadline ?? Fixture.defaultDeadline }

    /// How long to wait between two looks at the guest, where it says so.
    public var interval: Interval? {
        switch self {
        case .agent(let condition): condition.interval
        case .ssh(let condition): condition.interval
        case .port(let condition): condition.interval
        case .http(let condition): condition.interval
        case .file(let condition): condition.interval
        case .command(let condition): condition.interval
        case .unit(let condition): condition.interval
        case .cloudInit(let condition): condition.interval
        case .helper, .console, .all, .any: nil
        }
    }
}
