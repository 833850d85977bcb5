import Digests
import DiskFormats
import Fixtures
import HTTP
import Offload

extension SourceFetcher {
    /// A file from the web. What its sum names is one image, wherever it is fetched from; what has no sum, or a sum that a
    /// server tells, is kept by its address until it is asked for again.
    func web(
        _ source: HTTPSource, _ options: ImageBuilder.Options,
        _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        let headers = try await fingerprint(of: source)
        let key =
            switch source.verification {
            case .sha256(let digits), .sha512(let digits): Self.key("mayfly file 1", digits)
            case .checksums(let place): Self.key("mayfly address 2", source.url, place, headers)
            case .none: Self.key("mayfly address 2", source.url, "", headers)
            }
        let isFixed =
            switch source.verification {
            case .sha256, .sha512: true
            case .checksums, .none: false
            }
        let start = ContinuousClock.now
        return try await store.image(
            key, fresh: options.pull && !isFixed, inUse: options.inUse, need: DiskSpace.neededForSteps,
            progress: progress
        ) { directory in
            await MadeDisks.of { () async throws(ImageError) in
                let client = HTTPClient(settings(source.certBundle))
                let address = try told { () throws(HTTPError) in try WebAddress(source.url) }
                progress(BuildProgress(stage: .download, fraction: 0, detail: address.redacted.lastComponent))
                let sum = try await checksum(
                    for: source.verification, of: address.redacted, beside: source.url, source)
                let path = store.partial(key)
                let request = try await request(source.url, source)
                let download = try await ImageError.download(path) { () async throws(HTTPError) in
                    try await client.download(
                        request, to: path, digests: Set([.sha256] + [sum?.algorithm].compactMap(\.self)),
                        most: limits.unpacked
                    ) { progress(.download($0, address.redacted.lastComponent)) }
                }
                // From here on it is of no more use than the image that is made of it.
                defer { HTTPClient.discardPartial(path) }
                if let sum, download.sums[sum.algorithm] != sum.digits {
                    throw .wrongSum(address.redacted, wanted: sum, found: download.sums[sum.algorithm] ?? "none")
                }
                var details = ["url": address.redacted]
                for (algorithm, digits) in download.sums { details[algorithm.rawValue] = digits }
                return try await convert(
                    path, in: directory, consuming: true, summary: "http \(address.redacted.lastComponent)",
                    details: details, since: start, progress)
            }
        }
    }

    /// The sum that a file must have, which may stand in a file beside it; nil for none.
    func checksum(
        for verification: ImageVerification, of place: String, beside url: String, _ source: HTTPSource?
    ) async throws(ImageError) -> ChecksumFile.Sum? {
        switch verification {
        case .sha256(let digits): return .init(algorithm: .sha256, digits: digits)
        case .sha512(let digits): return .init(algorithm: .sha512, digits: digits)
        case .none: return nil
        case .checksums(let name):
            let sums = try address(of: name, beside: url)
            let request = try await request(sums, source)
            let client = HTTPClient(settings(source?.certBundle))
            let response = try await ImageError.fetching { () async throws(HTTPError) in
                try await client.send(request, mostBody: ChecksumFile.limit)
            }
            guard response.isSuccess else {
                throw ImageError(
                    .source,
                    "the file of checksums \(response.address.redacted) cannot be had: status \(response.status)")
            }
            do throws(DiskFormatError) {
                let file = try ChecksumFile(response.body, from: response.address.redacted)
                return try file.sum(
                    for: url.split { $0 == "?" || $0 == "#" }.first.map(String.init)?.lastComponent ?? url)
            } catch {
                throw ImageError(.verification, error.message, cause: error.cause)
            }
        }
    }

    /// What the request says beside the address, which may choose what comes.
    private func fingerprint(of source: HTTPSource) async throws(ImageError) -> String {
        let secrets = secrets
        return try await blocking { () throws(ImageError) in
            let digest = Digest()
            for line in source.extraHeaders { digest.update(line) }
            for secret in source.secretExtraHeaders { digest.update(try secrets.fingerprint(of: secret)) }
            return digest.finish()
        }
    }

    /// An address, or a name beside another address.
    private func address(of name: String, beside url: String) throws(ImageError) -> String {
        if name.contains("://") { return name }
        return try told { () throws(HTTPError) in try WebAddress(url).reaching(name) }
    }

    private func request(_ url: String, _ source: HTTPSource?) async throws(ImageError) -> HTTPRequest {
        var headers: [HTTPRequest.Header] = []
        for line in source?.extraHeaders ?? [] { headers.append(.init(line: line, secret: false)) }
        for secret in source?.secretExtraHeaders ?? [] {
            let secrets = secrets
            let bytes = try await blocking { () throws(ImageError) in try secrets.value(of: secret) }
            headers.append(.init(line: String(decoding: bytes, as: UTF8.self), secret: true))
        }
        let all = headers
        return try told { () throws(HTTPError) in try HTTPRequest(.get, url, headers: all) }
    }

    func settings(_ certificates: String?) -> HTTPSettings {
        HTTPSettings(certificates: certificates, environment: environment, retries: retries)
    }

    private func told<Value>(_ body: () throws(HTTPError) -> Value) throws(ImageError) -> Value {
        do throws(HTTPError) { return try body() } catch { throw ImageError.fetching(error) }
    }
}

extension HTTPRequest.Header {
    /// `Name: value`.
    fileprivate init(line: String, secret: Bool) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? parts[1].drop(while: \.isWhitespace) : ""
        self.init(String(parts[0]), String(value), secret: secret)
    }
}

extension BuildProgress {
    static func download(_ progress: TransferProgress, _ name: String) -> BuildProgress {
        let fraction = progress.total.map { $0 > 0 ? min(1, Double(progress.done) / Double($0)) : 1 }
        return BuildProgress(
            stage: .download, fraction: fraction ?? 0, detail: "\(name), \(progress.done >> 20) MiB")
    }
}
