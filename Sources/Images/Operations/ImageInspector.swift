package import Customizing
import FoundationEssentials
package import Guestfs
import Host
import Offload

/// Looks into images by libguestfs's appliance: which system, which packages. A disk never changes, so that what was found
/// once is kept.
package struct ImageInspector: Sendable {
    let store: DiskStore
    let settings: ApplianceSettings
    let memory: ApplianceMemory

    package init(
        store: DiskStore, settings: ApplianceSettings, memory: ApplianceMemory = ApplianceMemory(nil)
    ) {
        (self.store, self.settings, self.memory) = (store, settings, memory)
    }

    /// What is on a disk: at once where it is known, else in one launch, some seconds.
    package func contents(
        of image: DiskImage, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskInspection {
        if let known = await blocking({ store.inspection(of: image.digest) }) { return known }
        if let obstacle = ApplianceKernel.obstacle() { throw obstacle }
        return try await store.withScratch(
            SourceFetcher.key("mayfly inspect 1", image.digest), over: image, need: DiskSpace.neededForSteps,
            progress: progress
        ) { directory throws(ImageError) in
            // Who came first has looked.
            if let known = await blocking({ store.inspection(of: image.digest) }) { return known }
            let found = try await look(at: image, in: directory, progress)
            try await blocking { () throws(ImageError) in try store.keep(found, of: image.digest) }
            return found
        }
    }

    private func look(
        at image: DiskImage, in directory: String, _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskInspection {
        var settings = settings
        settings.temporaryDirectory = directory + "/tmp"
        do {
            return try await memory.held(for: "a look into an image", settings, progress: progress) { grant in
                try await withAppliance(settings.unprivileged()) { appliance in
                    progress(BuildProgress(stage: .appliance, fraction: 0))
                    try await appliance.addDisk(readOnly: image.path, format: "qcow2")
                    try await appliance.launch { progress(BuildProgress(stage: .appliance, fraction: 0.9 * $0)) }
                    await grant?.attach(appliance)
                    let found = try await DiskInspection.of(appliance)
                    progress(BuildProgress(stage: .appliance, fraction: 1))
                    return found
                }
            }
        } catch {
            throw .building(error, in: directory)
        }
    }
}

extension DiskStore {
    private func path(ofInspection digest: String) -> String { "\(directory)/inspections/\(digest)" }

    /// What was found on a disk, if somebody has looked.
    func inspection(of digest: String) -> DiskInspection? {
        guard let bytes = try? FileSystem.read(path(ofInspection: digest)) else { return nil }
        return try? JSONDecoder().decode(DiskInspection.self, from: Data(bytes))
    }

    func keep(_ inspection: DiskInspection, of digest: String) throws(ImageError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(inspection) else { return }
        do throws(SystemError) {
            try FileSystem.makeDirectory(directory + "/inspections")
            try FileSystem.write(Array(bytes), to: path(ofInspection: digest), synced: false)
        } catch {
            throw unusable(error)
        }
    }

    /// Removes what is noted of a disk that is gone.
    func removeNotes(of digest: String) {
        try? FileSystem.remove(path(ofRecord: digest))
        try? FileSystem.remove(path(ofInspection: digest))
    }
}
