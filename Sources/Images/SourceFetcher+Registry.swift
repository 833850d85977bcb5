import DiskFormats
package import Fixtures
import HTTP
import Offload
import Registry

extension SourceFetcher {
    /// A disk out of a registry. By a digest it is one image for ever; by a tag it is kept until it is asked for again.
    func registry(
        _ source: RegistrySource, _ architecture: String, _ options: ImageBuilder.Options,
        _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        let architecture = source.architecture ?? architecture
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(source.url) }
        if source.insecure, !WebAddress.isLoopback(String(reference.host.prefix { $0 != ":" })) {
            throw ImageError(
                .source,
                "image.source.registry.insecure: a registry is spoken to without TLS on this host only, and \(reference.host) "
                    + "is elsewhere; leave it out, and name the registry's own authority in certBundle")
        }
        guard reference.digest == nil else { return try await pull(reference, architecture, source, options, progress) }
        let key = Self.key(reference, architecture, source)
        if !options.pull, let known = await store.known(key) { return known }
        // What the tag stands for now may be here.
        progress(BuildProgress(stage: .download, fraction: 0, detail: "\(reference)"))
        let client = RegistryClient(settings(source.certBundle), environment: environment)
        let found = try await ImageError.pulling { () async throws(RegistryError) in
            try await client.resolve(reference, architecture: architecture)
        }
        let pinned = RegistryReference(
            host: reference.host, repository: reference.repository, tag: nil, digest: "\(found.digest)")
        let image = try await pull(pinned, architecture, source, options, progress)
        try await store.answer(key, with: image)
        return image
    }

    /// A disk by its manifest's digest: fetched once.
    private func pull(
        _ reference: RegistryReference, _ architecture: String, _ source: RegistrySource,
        _ options: ImageBuilder.Options, _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        let start = ContinuousClock.now
        return try await store.image(
            Self.key(reference, architecture, source), inUse: options.inUse, need: DiskSpace.neededForSteps,
            progress: progress
        ) { directory in
            await MadeDisks.of { () async throws(ImageError) in
                let client = RegistryClient(settings(source.certBundle), environment: environment)
                let place = directory + "/tmp"
                let pulled = try await ImageError.pulling { () async throws(RegistryError) in
                    try await client.pullDisk(
                        reference, architecture: architecture, path: source.path?.text, into: place,
                        most: limits.unpacked
                    ) { progress(.download($0, "\(reference)")) }
                }
                return try await convert(
                    pulled.path, in: directory, consuming: true, summary: "registry \(source.url)",
                    details: [
                        "url": source.url, "manifest": "\(pulled.image.digest)", "layer": "\(pulled.layer)",
                        "file": pulled.name,
                    ], since: start, progress)
            }
        }
    }

    /// A disk out of a registry that is here already; nobody is asked.
    package func known(_ source: RegistrySource, architecture: String) async -> DiskImage? {
        guard let reference = try? RegistryReference(source.url) else { return nil }
        return await store.known(Self.key(reference, source.architecture ?? architecture, source))
    }

    private static func key(_ reference: RegistryReference, _ architecture: String, _ source: RegistrySource) -> String
    {
        key("mayfly registry 1", "\(reference)", architecture, source.path?.text ?? "")
    }
}
