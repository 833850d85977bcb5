import CLinux
import Glibc
import HTTP
import Host
import Offload
import Registry

/// An image as a registry has it now.
package struct PushedImage: Sendable, Hashable, Codable {
    /// What it was pushed as.
    package let reference: String
    /// The manifest's digest, `sha256:…`.
    package let digest: String
    /// The reference by digest, which is this image for ever.
    package let pinned: String
    /// How large the disk is that was pushed, in bytes.
    package let size: Int64
}

/// Brings images of the store into registries.
package struct ImagePublisher: Sendable {
    let store: DiskStore
    /// Where proxies, certificates and credentials are looked for.
    let environment: [String: String]

    package init(store: DiskStore, environment: [String: String]) {
        (self.store, self.environment) = (store, environment)
    }

    /// Refuses what cannot be a reference to push to, before anything is built.
    package static func check(_ reference: String) throws(ImageError) {
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(reference) }
        guard reference.digest == nil else {
            throw ImageError(.source, "\(reference): an image is pushed by a tag; its digest is what comes of it")
        }
    }

    /// The reference by digest of what a registry has under a tag; nil when it has nothing there, or nothing for us.
    package func find(
        _ text: String, architecture: String = DiskStore.hostArchitecture
    ) async throws(ImageError) -> String? {
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(text) }
        let client = RegistryClient(HTTPSettings(environment: environment), environment: environment)
        return try await ImageError.pulling { () async throws(RegistryError) in
            do throws(RegistryError) {
                let found = try await client.resolve(reference, architecture: architecture)
                return RegistryReference(
                    host: reference.host, repository: reference.repository, tag: nil, digest: "\(found.digest)"
                ).description
            } catch {
                // Who may push need not be allowed to pull, and a repository that is not there yet may be refused.
                guard [.notFound, .unauthorized, .forbidden].contains(error.code) else { throw error }
                return nil
            }
        }
    }

    /// Returns when a registry takes what we push there. Nothing stays there.
    package static func probePush(to text: String, environment: [String: String]) async throws(ImageError) {
        try check(text)
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(text) }
        let client = RegistryClient(HTTPSettings(environment: environment), environment: environment)
        try await ImageError.pulling { () async throws(RegistryError) in try await client.probePush(to: reference) }
    }

    /// Whether a registry has an image, for whatever processor, that we may pull.
    package static func has(_ text: String, environment: [String: String]) async throws(ImageError) -> Bool {
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(text) }
        let client = RegistryClient(HTTPSettings(environment: environment), environment: environment)
        return try await ImageError.pulling { () async throws(RegistryError) in
            do throws(RegistryError) {
                _ = try await client.resolve(reference, architecture: DiskStore.hostArchitecture)
            } catch {
                if error.code == .notFound { return false }
                if error.code != .platform { throw error }
            }
            return true
        }
    }

    /// Pushes an image with all its layers as one containerDisk that KubeVirt can run.
    ///
    /// `architecture` is in Go's words, such as `amd64`. Equal images make equal containerDisks, and what the registry has is
    /// not sent again.
    package func push(
        _ image: DiskImage, to text: String, architecture: String = DiskStore.hostArchitecture,
        annotations: [String: String] = [:], compressed: Bool = true, certificates: String? = nil,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> PushedImage {
        try Self.check(text)
        let reference = try ImageError.registry { () throws(RegistryError) in try RegistryReference(text) }
        let client = RegistryClient(
            HTTPSettings(certificates: certificates, environment: environment), environment: environment)
        return try await store.withScratch(
            SourceFetcher.key("mayfly push 1", image.digest), over: image, need: try store.space(of: image),
            progress: progress
        ) { directory throws(ImageError) in
            let disk = directory + "/disk.qcow2"
            try await store.convert(image, to: disk, as: .qcow2, compressed: compressed, progress)
            progress(BuildProgress(stage: .push, fraction: 0, detail: "\(reference)"))
            let digest = try await ImageError.pulling { () async throws(RegistryError) in
                try await client.pushContainerDisk(
                    disk, to: reference, architecture: architecture, annotations: annotations
                ) { sent in
                    let total = sent.total ?? 0
                    progress(
                        BuildProgress(
                            stage: .push, fraction: total > 0 ? Double(sent.done) / Double(total) : 0,
                            detail: "\(reference)"))
                }
            }
            let pinned = RegistryReference(
                host: reference.host, repository: reference.repository, tag: nil, digest: "\(digest)")
            return PushedImage(
                reference: "\(reference)", digest: "\(digest)", pinned: "\(pinned)",
                size: FileSystem.status(disk).map { Int64($0.st_size) } ?? 0)
        }
    }
}
