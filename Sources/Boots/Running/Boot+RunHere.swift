package import Host
import LocalProvider
public import Machines

extension Boot {
    /// Boots, watches, and ends the machine, whatever comes; what the boot came to is the result, and an error only what
    /// kept it from saying anything.
    ///
    /// - Parameters:
    ///   - provider: The back end; this host's private libvirt when nil.
    ///   - observer: Who is told while it goes on.
    ///   - timeline: Where the phases are recorded.
    ///   - limits: Has the machine's artifacts collected, of these sizes; none are when nil.
    ///   - standing: Gets the machine of a boot that has failed, which stands until it returns.
    /// - Returns: How it ended, and what the kernel said of itself.
    /// - Throws: ``MachineError``: the kernel, the host or an argument is at fault, or the task was cancelled.
    public func run(
        on provider: (any MachineProvider)? = nil, observer: BootObserver = BootObserver(),
        timeline: Timeline = Timeline(), collecting limits: ArtifactLimits? = nil,
        standing: (@Sendable (Machine) async throws -> Void)? = nil
    ) async throws -> BootResult {
        let kernel = try await kernelFiles()
        let provider = if let provider { provider } else { try await LocalProvider.shared() }
        return try await run(
            on: provider, kernel: kernel, observer: observer, timeline: timeline, limits: limits, standing: standing)
    }

    /// The kernel that is meant, with what belongs to it. What is wrong with the type of its machine is told before;
    /// what else is named and not there is told after.
    package func kernelFiles(_ directories: HostDirectories = .ofThisUser) async throws(MachineError) -> KernelFiles {
        try await checkMachineType()
        let found = try await foundKernel(directories)
        try checkNamedFiles()
        try checkOutputs()
        return found
    }

    private func foundKernel(_ directories: HostDirectories) async throws(MachineError) -> KernelFiles {
        if let firmwareFiles { return firmwareFiles }
        if let board { return try BoardProgram.find(kernel, for: board) }
        var search = KernelSearch(cache: directories.cache, for: isForeign ? machineArchitecture : nil)
        search.packages.prepare = { try directories.prepare() }
        var found = try await search.find(kernel, modules: modules, symbols: symbols)
        if let busybox {
            found.busybox = try await BusyboxFile(path: busybox).program(for: machineArchitecture, search.packages)
        }
        return found
    }
}
