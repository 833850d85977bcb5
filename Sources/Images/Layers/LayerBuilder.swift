package import Customizing
import Fixtures
package import Guestfs
import Host
import Offload
import Synchronization

/// Makes layers of changes: the store's part is all the rest.
package protocol LayerBuilder: Sendable {
    /// A layer for each change, in files of the directory, over a disk that is not touched; fewer when one fails.
    func layers(
        of links: [RecipeLink], over base: DiskImage, in directory: String,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async -> MadeDisks
}

/// The real builder: all changes in one launch of libguestfs's appliance, a layer for each.
package struct ApplianceLayerBuilder: LayerBuilder {
    package var settings: ApplianceSettings
    /// Where sockets may be, whose addresses are short: a directory of our own.
    package var runtime: String
    /// What the appliance's memory is counted in.
    let memory: ApplianceMemory
    /// What steps need of this host; asked for only when there are some to do.
    let inputs: @Sendable () async -> CustomizeInputs

    package init(
        settings: ApplianceSettings, runtime: String, memory: ApplianceMemory = ApplianceMemory(nil),
        inputs: @escaping @Sendable () async -> CustomizeInputs
    ) {
        (self.settings, self.runtime, self.memory, self.inputs) = (settings, runtime, memory, inputs)
    }

    package func layers(
        of links: [RecipeLink], over base: DiskImage, in directory: String,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async -> MadeDisks {
        let made = Made()
        do {
            if let obstacle = ApplianceKernel.obstacle() { throw obstacle }
            try await build(links, over: base, in: directory, made, progress)
            return MadeDisks(made.disks)
        } catch {
            return MadeDisks(made.disks, failure: ImageError.building(error, in: directory))
        }
    }

    /// Layers that are whole.
    private final class Made: Sendable {
        private let list = Mutex<[MadeDisks.Disk]>([])
        var disks: [MadeDisks.Disk] { list.withLock { $0 } }
        func append(_ disk: MadeDisks.Disk) { list.withLock { $0.append(disk) } }
    }

    private func build(
        _ links: [RecipeLink], over base: DiskImage, in directory: String, _ made: Made,
        _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws {
        let runtime = runtime
        let sockets = try await blocking { () throws(SystemError) in try SocketDirectory.make(in: runtime) }
        var settings = settings
        settings.temporaryDirectory = directory + "/tmp"
        settings.network = links.contains { $0.step?.action.needsNetwork ?? false }
        let launch = LayerLaunch(
            links: links, base: base, directory: directory, settings: settings, inputs: await inputs(),
            made: made.append,
            progress: progress)
        try await finishing {
            try await memory.held(for: "an image's steps", settings, withDaemon: true, progress: progress) { grant in
                try await launch.run(sockets: sockets.path, grant)
            }
        } finally: {
            await blocking { sockets.remove() }
        }
    }
}
