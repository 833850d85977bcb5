import Glibc
package import HTTP
import Host
import Offload

extension RegistryClient {
    /// Pushes a disk as a containerDisk that KubeVirt can run, and returns its manifest's digest.
    ///
    /// Equal disks make equal images. What the registry has already is not sent again.
    package func pushContainerDisk(
        _ disk: String, named name: String = "disk.qcow2", to reference: RegistryReference, architecture: String,
        annotations: [String: String] = [:], progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(RegistryError) -> BlobDigest {
        guard let tag = reference.tag, reference.digest == nil else {
            throw RegistryError(.reference, "\(reference)", "is pushed by a tag; its digest is what comes of it")
        }
        var status = stat()
        guard stat(disk, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RegistryError(.file, disk, "is no file that can be pushed", cause: SystemError("stat", subject: disk))
        }
        guard
            let image = ContainerDisk(
                path: disk, size: Int64(status.st_size), name: name, architecture: architecture,
                annotations: annotations)
        else {
            throw RegistryError(.file, name, "can be no disk's name; write one such as disk.qcow2")
        }
        let layer: BlobDigest
        let documents: (config: [UInt8], manifest: [UInt8])
        do {
            layer = try await blocking { () throws(SystemError) in try image.layerDigest() }
            documents = try image.documents(layer: layer)
        } catch {
            throw RegistryError(.file, disk, "cannot be read", cause: error)
        }
        let session = session(reference, .push)
        try await session.push(HTTPBody(documents.config), BlobDigest(of: documents.config), "the configuration")
        try await session.push(
            HTTPBody(parts: image.layer.parts, progress: progress), layer, "the layer \(layer)")
        // Also where nothing had to be sent.
        progress(TransferProgress(done: image.layer.count, total: image.layer.count))
        try await session.put(manifest: documents.manifest, tag)
        return BlobDigest(of: documents.manifest)
    }
}

extension RegistrySession {
    /// Sends a blob, unless it is there.
    fileprivate func push(_ body: HTTPBody, _ digest: BlobDigest, _ what: String) async throws(RegistryError) {
        let found = try await send(.head, base + "blobs/\(digest)", for: what)
        if found.isSuccess { return }
        var failures = 0
        while true {
            do throws(RegistryError) {
                return try await upload(body, digest, what)
            } catch {
                failures += 1
                guard error.isPassing, failures < client.http.settings.retries.attempts else { throw error }
            }
            let count = failures
            do throws(HTTPError) {
                try await client.http.pause(after: count, WebAddress(base))
            } catch {
                throw http(error, what)
            }
        }
    }

    /// What broke in the middle is begun anew: a registry would put the second try behind what it has of the first.
    private func upload(_ body: HTTPBody, _ digest: BlobDigest, _ what: String) async throws(RegistryError) {
        let place = try await beginUpload(what)
        let url = place + (place.contains("?") ? "&" : "?") + "digest=\(digest)"
        let done = try await send(
            .put, url, [.init("Content-Type", "application/octet-stream")], body: body, once: true,
            for: what)
        guard done.isSuccess else { throw refusal(done, what) }
    }

    /// Returns where the registry takes the bytes of a new blob.
    func beginUpload(_ what: String) async throws(RegistryError) -> String {
        let begun = try await send(.post, base + "blobs/uploads/", body: HTTPBody([]), for: what)
        guard begun.status == 202, let location = begun.headers["Location"] else {
            guard !begun.isSuccess else {
                throw RegistryError(.damaged, "\(reference)", "its registry takes \(what), but does not say where")
            }
            throw refusal(begun, what)
        }
        // Relative or not, and with a query of its own, which must stay.
        let place = try web(what) { () throws(HTTPError) in try begun.address.reaching(location) }
        let target = try web(what) { () throws(HTTPError) in try WebAddress(place) }
        guard !target.isFile, target.origin.scheme == "https" || begun.address.origin.scheme == "http" else {
            throw RegistryError(
                .refused, "\(reference)", "its registry wants \(what) sent to \(target), which is not safe")
        }
        return place
    }

    fileprivate func put(manifest: [UInt8], _ tag: String) async throws(RegistryError) {
        let type = "application/vnd.oci.image.manifest.v1+json"
        let what = "the manifest \(tag)"
        let done = try await send(
            .put, base + "manifests/" + tag, [.init("Content-Type", type)], body: HTTPBody(manifest), for: what)
        guard done.isSuccess else { throw refusal(done, what) }
    }
}
