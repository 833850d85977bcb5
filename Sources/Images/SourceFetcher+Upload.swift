import Digests
import DiskFormats
import Fixtures
import Offload

extension SourceFetcher {
    /// A disk in a file of this host, known by its content.
    func upload(
        _ source: UploadSource, _ options: ImageBuilder.Options,
        _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        let path = source.path
        let (memory, wanted) = (InputDigest(memory: store.inputs), source.verification)
        let digest = try await blocking { () throws(ImageError) in
            do throws(SystemError) {
                return try memory.of(path)
            } catch {
                throw ImageError(
                    .file,
                    "image.source.upload.path: \(path) cannot be read. Check the path: a relative one starts at "
                        + "the fixture's directory.", cause: error)
            }
        }
        let (start, place) = (ContinuousClock.now, path)
        return try await store.image(
            Self.key("mayfly upload 1", digest, "\(wanted)"), inUse: options.inUse, need: DiskSpace.neededForSteps,
            progress: progress
        ) { directory in
            await MadeDisks.of { () async throws(ImageError) in
                var details = ["path": place]
                if let sum = try await checksum(for: wanted, of: place, beside: "file://" + place, nil) {
                    let found = try await blocking { () throws(ImageError) in
                        do throws(SystemError) { return try Digest.ofFile(place, sum.algorithm) } catch {
                            throw ImageError(.file, "\(place) cannot be read", cause: error)
                        }
                    }
                    guard found == sum.digits else { throw .wrongSum(place, wanted: sum, found: found) }
                    details[sum.algorithm.rawValue] = found
                }
                let made = try await convert(
                    place, in: directory, consuming: false, summary: "upload \(place.lastComponent)",
                    details: details, since: start, progress)
                guard (try? await blocking({ () throws(SystemError) in try memory.of(place) })) == digest else {
                    throw ImageError(.file, "\(place) was changed while it was read. Try again.")
                }
                return made
            }
        }
    }
}

extension String {
    /// What follows the last slash.
    var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
