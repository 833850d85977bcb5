import Boots
import Fixtures
import Host
import Images
import KubeVirt
import LocalProvider
import Machines
import Mayfly
import Offload
import Synchronization

/// Boots a kernel by a bare QEMU and by us, in turns, and looks at what that takes and leaves.
struct KernelBenchmark: Sendable {
    let kernel: String
    let rounds: Int
    let boots: Int
    /// Whether virtme-ng boots it, too.
    let comparesVirtme: Bool

    func run() async throws -> KernelReport {
        let scratch = try BenchDirectory()
        return try await finishing {
            let tree = scratch.path + "/root"
            try Self.makeUserspace(tree)
            var boot = Boot(kernel: kernel)
            let files = try await boot.kernelFiles()
            let (initramfs, directory) = try await assemble(files, tree, scratch.path)
            boot.userspace = .directory(tree)
            boot.expectations = [.init(.text(ConsoleTimes.mark))]
            // Starts the daemon and fills the caches.
            let first = try await once(boot)
            let bare = BareKernel(
                boot: boot, kernel: files.image, initramfs: first.initramfs, accelerator: first.result.accelerator)
            _ = try await bare.boot()
            var (others, ours) = (KernelReport.Lines(), KernelReport.Lines())
            for _ in 0..<rounds {
                others.add(try await bare.boot())
                ours.add(try await once(boot).times)
            }
            let host = try await HostReport.ofThisHost(emulator: bare.emulator)
            return KernelReport(
                kernel: files.version, accelerator: first.result.accelerator.rawValue, host: host, bare: others,
                ours: ours, initramfs: initramfs, directory: directory,
                virtme: comparesVirtme ? try await contest(files, first.result.accelerator) : nil,
                loop: try await loop(boot))
        } finally: {
            await blocking { scratch.remove() }
        }
    }

    /// An init of three lines.
    private static func makeUserspace(_ tree: String) throws {
        try FileSystem.makeDirectory(tree)
        try FileSystem.write(try FileSystem.read(Busybox.usualPath), to: tree + "/busybox", mode: 0o755, synced: false)
        let script = "#!/busybox sh\necho \(ConsoleTimes.mark)\nexec /busybox sleep 100000\n"
        try FileSystem.write(Array(script.utf8), to: tree + "/init", mode: 0o755, synced: false)
    }

    private func once(
        _ boot: Boot
    ) async throws -> (times: (fromCall: Double, fromKernel: Double), result: BootResult, initramfs: String?) {
        let (times, call) = (ConsoleTimes(), ContinuousClock.now)
        let initramfs = Mutex<String?>(nil)
        var observer = BootObserver()
        observer.console = { times.take(String(decoding: $0, as: UTF8.self)) }
        observer.made = { machine, _ in
            let path = try? Annotations(machine.vmi.metadata).initrd
            initramfs.withLock { $0 = path }
        }
        let result = try await boot.run(observer: observer)
        guard result.end.hasPassed, let seconds = times.seconds(since: call) else {
            throw PeerObstacle("the kernel did not come to its userspace: \(result.end)")
        }
        return (seconds, result, initramfs.withLock { $0 })
    }

    private func assemble(
        _ kernel: KernelFiles, _ tree: String, _ scratch: String
    ) async throws -> (KernelReport.Initramfs, KernelReport.Initramfs) {
        guard let source = Boot(kernel: kernel.image).fixture(of: kernel).image?.source.initramfs else {
            throw PeerObstacle("the kernel has no initramfs of ours")
        }
        let found = try HostKernel.find(of: source)
        var (own, directory) = (KernelReport.Initramfs(), KernelReport.Initramfs())
        for round in 0..<rounds {
            let store = InitramfsStore(directory: "\(scratch)/store-\(round)")
            for isCold in [true, false] {
                var start = ContinuousClock.now
                _ = try await store.image(for: source, kernel: found, helper: .current)
                own.add((.now - start).seconds, isCold)
                start = .now
                _ = try await store.image(ofDirectory: tree)
                directory.add((.now - start).seconds, isCold)
            }
        }
        return (own, directory)
    }

    /// One command in a guest, from the call to the end of it all, by virtme-ng and by us, in turns.
    private func contest(_ files: KernelFiles, _ accelerator: Accelerator) async throws -> KernelReport.Contest {
        var boot = Boot(kernel: kernel)
        boot.command = ["true"]
        var onRoot = boot
        onRoot.root = RootPlace.host
        let virtme = VirtmeCommand(
            kernel: files.image, memory: Int(boot.memory.roundedUp >> 20), processors: Int(boot.cpus),
            accelerator: accelerator)
        let limit = Duration.seconds(60) * accelerator.deadlineScale
        var contest = KernelReport.Contest(version: try await VirtmeCommand.version(try VirtmeCommand.program()))
        // Neither pays for what it makes once.
        _ = try await virtme.run(within: limit)
        _ = try await Self.start(boot)
        _ = try await Self.start(onRoot)
        for _ in 0..<rounds {
            contest.theirs.append(try await virtme.run(within: limit))
            contest.ours.append(try await Self.start(boot))
            contest.oursOnRoot.append(try await Self.start(onRoot))
        }
        return contest
    }

    private static func start(_ boot: Boot) async throws -> Double {
        let start = ContinuousClock.now
        let result = try await boot.run()
        guard result.end.hasPassed else { throw PeerObstacle("our boot did not pass: \(result.end)") }
        return (.now - start).seconds
    }

    private func loop(_ boot: Boot) async throws -> KernelReport.Loop? {
        guard boots > 0 else { return nil }
        let before = Footprint.now
        var runs: Set<String> = []
        var samples: [Double] = []
        for _ in 0..<boots {
            let start = ContinuousClock.now
            runs.insert(try await once(boot).result.run)
            samples.append((.now - start).seconds)
        }
        let gone = runs
        let left = await blocking { Leftovers(of: gone, in: .ofThisUser) }
        return KernelReport.Loop(
            boots: boots, samples: samples, processes: left.processes, files: left.files, before: before, after: .now)
    }
}

extension KernelReport.Lines {
    fileprivate mutating func add(_ times: (fromCall: Double, fromKernel: Double)) {
        fromCall.append(times.fromCall)
        fromKernel.append(times.fromKernel)
    }
}

extension KernelReport.Initramfs {
    fileprivate mutating func add(_ seconds: Double, _ isCold: Bool) {
        if isCold { cold.append(seconds) } else { cached.append(seconds) }
    }
}
