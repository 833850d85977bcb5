import Customizing
import Fixtures
import Guestfs
import Host

/// One launch of the appliance, in which each change is put into a layer of its own; only the first may make the disk larger.
struct LayerLaunch: Sendable {
    let links: [RecipeLink]
    let base: DiskImage
    let directory: String
    let settings: ApplianceSettings
    let inputs: CustomizeInputs
    /// Told of each layer that is whole.
    let made: @Sendable (MadeDisks.Disk) -> Void
    let progress: @Sendable (BuildProgress) -> Void

    func run(sockets: String, _ grant: MemoryGrant?) async throws {
        let first = try await layer(0)
        let last = try await StorageDaemon.serving(first.path, over: base.path, sockets: sockets) { daemon in
            try await withAppliance(settings.unprivileged()) { appliance in
                progress(BuildProgress(stage: .appliance, fraction: 0))
                try await appliance.addDisk(servedAt: daemon.socket)
                try await appliance.launch { progress(BuildProgress(stage: .appliance, fraction: 0.9 * $0)) }
                await grant?.attach(appliance)
                return try await perform(in: appliance, first: first, on: daemon)
            }
        }
        // Whole only now that everything was written.
        if let last { made(last) }
    }

    private func layer(_ index: Int) async throws -> LayerFile {
        var size = base.virtualSize
        if case .grow(let larger)? = links.first?.work { size = larger }
        return try await LayerFile.make(
            "\(directory)/\(index).qcow2", over: index == 0 ? base.digest : nil, size: size)
    }

    /// All changes; the last layer is not whole yet.
    private func perform(
        in appliance: Appliance, first: LayerFile, on daemon: StorageDaemon
    ) async throws -> MadeDisks.Disk? {
        let customizer = Customizer(appliance, inputs: inputs)
        var (current, isOpen) = (first, false)
        for (index, link) in links.enumerated() {
            let start = ContinuousClock.now
            tell(index, link.summary)
            switch link.work {
            case .grow: _ = try await Growth.grow(appliance)
            case .step(let step):
                if !isOpen { try await open(customizer) }
                isOpen = true
                let (number, count) = link.place
                try await customizer.perform(step, number: number, of: count) { tell(index, $0) }
                try await link.checkFiles()
            }
            let isLast = index == links.count - 1
            if isLast {
                try await customizer.close()
            } else if isOpen {
                try await customizer.quiesce()
            } else {
                try await appliance.synchronize()
            }
            let disk = MadeDisks.Disk(path: current.path, link: link, record: await .made(link.summary, since: start))
            if isLast { return disk }
            current = try await layer(index + 1)
            try await daemon.cover(with: current.path)
            made(disk)
            if isOpen { try await customizer.resume() }
        }
        return nil
    }

    private func open(_ customizer: Customizer) async throws {
        try await customizer.open()
        try await customizer.check(links.compactMap(\.step))
    }

    private func tell(_ index: Int, _ words: String) {
        let (number, count) = links[index].place
        let detail = number > 0 ? "\(number) of \(count): \(words)" : words
        progress(BuildProgress(stage: .step, fraction: Double(index) / Double(links.count), detail: detail))
    }
}
