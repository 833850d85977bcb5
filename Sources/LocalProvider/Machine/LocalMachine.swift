import Channels
import DomainXML
import Fixtures
import Glibc
import Host
import KubeVirt
import Libvirt
import Lifecycle
import Machines
import Offload
import SSH

/// A machine on this host's private libvirt.
actor LocalMachine: MachineDriver {
    /// How many host processes can talk to a guest at once.
    static let helperPorts = 4

    nonisolated let record: MachineRecord
    nonisolated let console: Console
    nonisolated let timeline: Timeline
    nonisolated let host: LocalHost
    nonisolated let lease: Lease
    nonisolated let path: String
    nonisolated let broadcast: Broadcast<MachineEvent>
    nonisolated let began: ContinuousClock.Instant
    /// libvirt has seen the domain's end.
    nonisolated let domainStops = Broadcast<Void>(keeping: 1)

    nonisolated var name: String { record.machine }
    nonisolated var run: String { record.run }
    nonisolated var vmi: VirtualMachineInstance { record.vmi }
    nonisolated var accelerator: Accelerator { record.accelerator }
    nonisolated var events: AsyncStream<MachineEvent> { broadcast.stream() }
    nonisolated var pastEvents: [MachineEvent] { broadcast.history }

    var state = MachineState.created
    /// When the guest was last started, by the events' time.
    var bootedAt = Duration.zero
    /// The console's last line before that.
    var previousBoot: ConsoleLine?
    /// What libvirt will tell us that we did ourselves.
    var expected: [DomainEvent.Kind: Int] = [:]
    /// Held by the process that made the machine; nil in one that found it.
    let directory: MachineDirectory?
    let definition: Definition?
    var process: ProcessHandle?
    /// QEMU with its arguments, as it was started.
    var emulatorCommandLine: [String] = []
    var startedAt: ContinuousClock.Instant?
    var tasks: [Task<Void, Never>] = []
    /// Reads the console's log, from the start on.
    var follower: ConsoleFollower?
    /// What is being opened or open.
    var ways: [GuestChannelKind: Opening] = [:]
    /// The kind of the way that served last.
    var reached: GuestChannelKind?
    /// The helper's, ours as long as the session lasts.
    var port: HelperPort?
    /// Serves the program of a board until QEMU is gone, and has its status then, where it told one.
    var program: Task<Int32?, Never>?
    /// What leads from its card to a private network's switch.
    var cable: DescriptorStream?
    /// When the guest's kernel and its helper started, by our clock; known once the helper has answered.
    var kernelStart: ContinuousClock.Instant?
    var helperStart: ContinuousClock.Instant?
    var wasReady = false
    /// The guest has started from the beginning since: no fork's any more.
    var hasRestarted = false
    var guestAskedToStop = false
    /// Somebody has told QEMU to quit who is not us.
    var wasToldToQuit = false
    var endedByUs = false
    /// Why it will be off, where neither the guest nor we wanted it to be.
    var accident: StopReason?
    /// Gives the guest agent what access credentials say.
    var credentials: Task<Void, any Error>?
    /// What serves directories to the guest.
    var servers: [ProcessHandle] = []
    /// The files that disks are written to now, by volume, where they are others than at first.
    var diskTops: [String: String] = [:]
    /// How often it was made a template of.
    var captures = 0
    /// Another one has taken its place: its end is nobody's business.
    var isRetired = false
    /// The host's memory that it takes.
    var grant: MemoryGrant?
    /// Called when it is wanted for somebody else, where the machine serves nobody yet.
    var askedBack: (@Sendable () -> Void)?
    /// Gets more of it for a fork that has taken what it was promised.
    var growth: Task<Void, Never>?
    /// Stands still until it has got more.
    var standsStill = false
    /// Shall not go on then.
    var staysPaused = false
    /// Stops its processors.
    var halting: Task<Void, any Error>?
    /// Lets it go on when it has got more.
    var resuming: Task<Void, any Error>?
    /// Waits for it.
    var admission: Task<MemoryGrant, any Error>?
    /// It outlives this process.
    var isKept = false
    var deleting: Task<Void, Never>?
    /// libvirt is starting QEMU: what cannot be found yet cannot be ended.
    var isLaunching = false
    var launchWaiters: [CheckedContinuation<Void, Never>] = []

    /// What a machine is started from.
    struct Definition: Sendable {
        let xml: String
        let options: Connection.CreateOptions
        let credentials: AgentCredentials
        let shares: [Share]
        let bound: BoundMachine
        let beginning: Beginning
        let files: MachineFiles
        /// The key by which the guest proves who it is, where a seed says so.
        let hostKey: SSHKeyPair?

        /// Whether its processors stand still when it was started.
        var startsPaused: Bool {
            if case .fork = beginning { return false }
            return options.contains(.paused) && bound.vmi.board == nil
        }
    }

    /// A directory that the guest sees, and where it is served.
    struct Share: Sendable {
        let directory: String
        let socket: String
        /// Where it is mounted read-only for who serves it; nil where the guest may write.
        var view: String?

        static func all(of machine: VirtualMachineInstance, _ files: MachineFiles) -> [Share] {
            let shares = files.shareSockets.compactMap { name, socket in
                files.volumes[name].map { Share(directory: $0.path, socket: socket) }
            }
            guard let root = machine.sharedRoot, let socket = files.rootSocket else { return shares }
            let view = MachineFiles.rootView(in: files.directory)
            return shares + [Share(directory: root.path, socket: socket, view: view)]
        }
    }

    /// A machine that this process owns, not started yet.
    init(
        record: MachineRecord, directory: MachineDirectory, definition: Definition, host: LocalHost, timeline: Timeline,
        face: MachineFace? = nil
    ) {
        let face = face ?? MachineFace(of: record)
        self.record = record
        self.directory = directory
        self.definition = definition
        self.host = host
        self.timeline = timeline
        lease = directory.lease
        path = directory.path
        (console, broadcast, began) = (face.console, face.broadcast, face.began)
        if face.isNew { broadcast.send(MachineEvent(.state(.created), time: .zero)) }
    }

    /// A running machine that another process made.
    init(
        record: MachineRecord, lease: Lease, process: ProcessHandle, host: LocalHost
    ) async throws(MachineError) {
        self.record = record
        self.lease = lease
        self.process = process
        self.host = host
        directory = nil
        definition = nil
        timeline = Timeline()
        path = host.directories.machine(lease.run)
        let face = MachineFace(of: record)
        (console, broadcast, began) = (face.console, face.broadcast, face.began)
        try watch(process)
        set(.running)
        // Not waited for: the guest can be reached while a killed daemon is being replaced.
        tasks.append(
            Task { [weak self] in
                if let connection = try? await host.connection() { await self?.listen(to: connection.events()) }
            })
    }

    func start() async throws(MachineError) {
        guard let definition, state == .created else {
            throw MachineError(.invalidInput, "it has been started before; create another one", machine: name)
        }
        set(.starting)
        try await takeMemory(for: definition)
        let start = ContinuousClock.now
        isLaunching = true
        do throws(MachineError) {
            try await launch(definition)
        } catch {
            launched()
            timeline.record(.start, from: start)
            await delete()
            throw error.named(name)
        }
        timeline.record(.start, from: start)
        if !endedByUs { set(definition.startsPaused ? .paused : .running) }
        launched()
        if endedByUs {
            await delete()
            throw MachineError(.stopped, "it was deleted while it started", machine: name)
        }
        openWay(.helper)
        if !definition.credentials.isEmpty { credentials = setCredentials(definition.credentials) }
    }

    private func launch(_ definition: Definition) async throws(MachineError) {
        let connection = try await host.connection()
        do {
            for share in definition.shares {
                servers.append(try await ShareServer.start(share.directory, at: share.socket, view: share.view))
            }
        } catch {
            throw .wrapping(error, .startFailed, "a directory cannot be shared with the guest")
        }
        let events = connection.events()
        do throws(LibvirtError) {
            _ = try await connection.createDomain(xml: definition.xml, definition.options)
        } catch {
            throw .libvirt(error, .startFailed, "libvirt did not start the machine")
        }
        let pid = FileSystem.text(host.layout.pidFile(of: lease.domain)).flatMap { Int32($0.filter(\.isNumber)) }
        guard let process = pid.flatMap({ ProcessHandle(pid: $0) { Sweeper.isMachine(run, $0) } }) else {
            throw MachineError(.startFailed, "QEMU ended as soon as it was started", cause: nil)
        }
        self.process = process
        emulatorCommandLine = ProcessTable.commandLine(of: process.pid)
        grant?.attach(pid: process.pid, sharesMemory: definition.sharesMemory)
        startedAt = .now
        listen(to: events)
        try watch(process)
        if vmi.board != nil { try await serveProgram() }
        if case .fork(let template, _) = definition.beginning { try await load(template) }
    }

    /// Lets those go on who want to end what was being started.
    private func launched() {
        isLaunching = false
        for waiter in launchWaiters { waiter.resume() }
        launchWaiters = []
    }
}

extension MachineError {
    func named(_ machine: String) -> MachineError {
        var copy = self
        copy.machine = machine
        return copy
    }
}
