import Digests
package import DiskFormats
import Fixtures
package import HTTP
import Offload

/// Brings the disks into the store that chains begin with.
package struct SourceFetcher: Sendable {
    let store: DiskStore
    let helper: HelperBinary
    let secrets: SecretReader
    /// Where proxies, certificates and credentials are looked for.
    let environment: [String: String]
    /// How large an image may become.
    let limits: DiskLimits
    let retries: RetryPolicy

    package init(
        store: DiskStore, helper: HelperBinary, secrets: SecretReader, environment: [String: String],
        limits: DiskLimits = DiskLimits(), retries: RetryPolicy = RetryPolicy()
    ) {
        (self.store, self.helper, self.secrets) = (store, helper, secrets)
        (self.environment, self.limits, self.retries) = (environment, limits, retries)
    }

    /// The disk of a source, fetched or built when it is not there yet.
    func disk(
        for source: ImageSource, size: Int64?, architecture: String, options: ImageBuilder.Options,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        switch source {
        case .bootstrap(let source):
            return try await store.image(
                for: source, architecture: architecture, helper: helper, oldest: options.pull ? .zero : nil,
                inUse: options.inUse, progress: progress)
        case .blank: return try await blank(size, options, progress)
        case .upload(let source): return try await upload(source, options, progress)
        case .http(let source): return try await web(source, options, progress)
        case .registry(let source): return try await registry(source, architecture, options, progress)
        case .initramfs, .fixture: throw ImageError(.source, "no disk begins with this source")
        }
    }

    /// A key of these words.
    static func key(_ words: String...) -> String {
        let key = Digest()
        for word in words { key.update(word) }
        return key.finish()
    }

    /// Turns a file of any format into the build's disk, and says what it was.
    func convert(
        _ path: String, in directory: String, consuming: Bool, summary: String, details: [String: String],
        since start: ContinuousClock.Instant, _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> MadeDisks {
        let output = directory + "/disk.qcow2"
        progress(BuildProgress(stage: .convert, fraction: 0))
        do throws(DiskFormatError) {
            let disk = try await importDisk(
                from: path, to: output, scratch: directory + "/tmp", limits: limits, consuming: consuming
            ) { progress(BuildProgress(stage: .convert, fraction: $0)) }
            var details = details
            details["format"] = (disk.wrappers + [disk.format.name]).joined(separator: ", ")
            return MadeDisks([
                .init(path: output, record: await .made(summary, details: details, since: start))
            ])
        } catch {
            throw ImageError.format(error)
        }
    }
}

extension MadeDisks {
    /// What a build gave, or why it gave nothing.
    static func of(_ body: () async throws(ImageError) -> MadeDisks) async -> MadeDisks {
        do throws(ImageError) { return try await body() } catch { return MadeDisks(failure: error) }
    }
}
