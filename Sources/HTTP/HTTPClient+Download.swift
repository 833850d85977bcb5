package import Digests
import Offload

extension HTTPClient {
    /// Fetches a file into one that the caller has for it, which nobody else writes meanwhile.
    ///
    /// A broken transfer goes on where it broke, if the server can and has the same file still; so does one of an earlier
    /// process, by a note beside the file. After an error the file and the note stay for the next try;
    /// ``discardPartial(_:)`` removes both. The sums are computed as the bytes come. More bytes than `most` are an error.
    package func download(
        _ request: HTTPRequest, to path: String, digests: Set<Digest.Algorithm> = [], most: Int64? = nil,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HTTPError) -> Download {
        let hashing = HashingThread(digests)
        let file: PartialFile
        do throws(SystemError) {
            file = try PartialFile(path, of: request.address, hashing: hashing)
        } catch {
            throw .writing(error, request.address)
        }
        async let sums = blocking { hashing.run() }
        let result: Result<WebAddress, HTTPError>
        do throws(HTTPError) {
            result = .success(try await fetch(request, into: file, FileSink(request.address, file, most, progress)))
        } catch {
            result = .failure(error)
        }
        hashing.finish()
        let found = await sums
        let address = try result.get()
        file.forgetOrigin()
        return Download(size: file.size, sums: found, resumedAt: file.resumedAt, address: address)
    }

    /// Removes what a download left unfinished.
    package static func discardPartial(_ path: String) {
        PartialFile.discard(path)
    }

    private func fetch(
        _ request: HTTPRequest, into file: PartialFile, _ sink: FileSink
    ) async throws(HTTPError) -> WebAddress {
        var failures = 0
        while true {
            let before = file.size
            var wait: Duration?
            do throws(HTTPError) {
                var part = request
                part.headers += file.conditions()
                let (head, last) = try await exchange(part, sink)
                wait = RetryPolicy.wait(head.headers["Retry-After"])
                try sink.finish(head, last)
                return last.address
            } catch {
                sink.flush()
                // Who gets on is not failing: a bad line may need any number of attempts for a large file.
                if file.size >= before + Self.tellingGain { failures = 0 }
                guard error.isPassing, failures + 1 < settings.retries.attempts else { throw error }
                if let wait, wait > settings.retries.longestWait { throw error.asking(wait) }
            }
            failures += 1
            try await pause(after: failures, atLeast: wait, request.address)
        }
    }

    private static let tellingGain: Int64 = 1 << 20
}

extension HTTPError {
    fileprivate func asking(_ wait: Duration) -> HTTPError {
        HTTPError(
            code, url: url, message + " It asks for a pause of \(wait.components.seconds) s.", status: status,
            cause: cause)
    }
}
