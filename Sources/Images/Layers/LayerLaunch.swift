import Customizing
import Fixtures
import Guestfs

/// One launch of the appliance, in which each change is put into a layer of its own.
struct LayerLaunch: Sendable {
    let links: [RecipeLink]
    let base: DiskImage
    let directory: String
    let settings: ApplianceSettings
    let inputs: CustomizeInputs
    /// Told of each layer that is whole.
    let made: @Sendable (MadeDisks.Disk) -> Void
    let progress: @Sendable (BuildProgress) -> Void

    func run(sockets: String) async throws {
        let first = try await layer(0)
        let last = try await StorageDaemon.serving(first.path, over: base.path, sockets: sockets) { daemon in
            try await withAppliance(settings) { appliance in
                progress(BuildProgress(stage: .appliance, fraction: 0))
                try await appliance.addDisk(servedAt: daemon.socket)
                try await appliance.launch { progress(BuildProgress(stage: .appliance, fraction: 0.9 * $0)) }
                return try await perform(in: Customizer(appliance, inputs), first: first, on: daemon)
            }
        }
        // Whole only now that everything was written.
        if let last { made(last) }
    }

    private func layer(_ index: Int) async throws -> LayerFile {
        let size = links.reduce(base.virtualSize) { size, link in
            if case .grow(let size) = link.work { size } else { size }
        }
        return try await LayerFile.make(
            "\(directory)/\(index).qcow2", over: index == 0 ? base.digest : nil, size: size)
    }

    /// All changes; the last layer is not whole yet.
    private func perform(
        in customizer: Customizer, first: LayerFile, on daemon: StorageDaemon
    ) async throws -> MadeDisks.Disk? {
        var current = first
        for (index, link) in links.enumerated() {
            let start = ContinuousClock.now
            let detail = "\(index + 1) of \(links.count): \(link.summary)"
            progress(BuildProgress(stage: .step, fraction: Double(index) / Double(links.count), detail: detail))
            switch link.work {
            case .grow: try await customizer.grow()
            case .step(let step): try await customizer.perform(step, number: index + 1)
            }
            let isLast = index == links.count - 1
            if isLast { try await customizer.close() } else { try await customizer.quiesce() }
            let disk = MadeDisks.Disk(path: current.path, link: link, record: await .made(link.summary, since: start))
            if isLast { return disk }
            current = try await layer(index + 1)
            try await daemon.cover(with: current.path)
            made(disk)
            try await customizer.resume()
        }
        return nil
    }
}
