import HTTP
import Host

extension RegistrySession {
    /// Fetches a blob into a file. Wrong bytes are deleted, and both digests are told.
    func fetch(
        _ blob: Manifest.Descriptor, to path: String, most: Int64?,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(RegistryError) {
        guard let wanted = BlobDigest(blob.digest) else { return }
        let what = "the layer \(wanted)"
        if let most, blob.size > most {
            throw RegistryError(
                .tooLarge, "\(reference)", "\(what) has \(blob.size) bytes, and at most \(most) are taken")
        }
        let got: Download
        do throws(HTTPError) {
            got = try await download(blob, wanted, to: path, progress)
        } catch {
            guard error.status == 401, try await renew(what) else { throw failure(error, what) }
            do throws(HTTPError) { got = try await download(blob, wanted, to: path, progress) } catch {
                throw failure(error, what)
            }
        }
        let found = BlobDigest(wanted.algorithm, digits: got.sums[wanted.algorithm] ?? "")
        guard found == wanted, got.size == blob.size else {
            HTTPClient.discardPartial(path)
            guard found != wanted else {
                throw RegistryError(
                    .damaged, "\(reference)", "\(what) has \(got.size) bytes, and its manifest says \(blob.size)")
            }
            throw wrongDigest(what, wanted: wanted, found: found)
        }
    }

    private func download(
        _ blob: Manifest.Descriptor, _ digest: BlobDigest, to path: String,
        _ progress: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(HTTPError) -> Download {
        var request = try HTTPRequest(.get, base + "blobs/" + blob.digest)
        request.headers += authorization(for: request.address)
        // No more than was announced: what goes on for ever is refused at its first byte too many.
        return try await client.http.download(
            request, to: path, digests: [digest.algorithm], most: blob.size, progress: progress)
    }

    private func failure(_ error: HTTPError, _ what: String) -> RegistryError {
        switch error.status {
        case 401?:
            RegistryError(
                .unauthorized, "\(reference)",
                "its registry wants credentials for \(what): \(credentialPlaces). Run docker login or podman login "
                    + "\(reference.host).", status: 401, cause: error)
        case 403?: RegistryError(.forbidden, "\(reference)", "\(what) is forbidden to us", status: 403, cause: error)
        case 404?:
            RegistryError(
                .notFound, "\(reference)", "\(what) is unknown there; push the image anew", status: 404, cause: error)
        case 429?: RegistryError(.tooMany, "\(reference)", "its registry is asked too often", status: 429, cause: error)
        default: http(error, what)
        }
    }
}
