import Glibc
import Offload

/// Writes an answer's body to a file, from where the answer begins.
final class FileSink: AnswerSink {
    private let address: WebAddress
    private let file: PartialFile
    private let most: Int64?
    private let progress: @Sendable (TransferProgress) -> Void
    private var isKept = false
    private var refusal: [UInt8] = []
    private var reported = ContinuousClock.now

    /// How much of a refusal's text is kept for the error.
    private static let longestRefusal = 4 << 10

    init(
        _ address: WebAddress, _ file: PartialFile, _ most: Int64?,
        _ progress: @escaping @Sendable (TransferProgress) -> Void
    ) {
        self.address = address
        self.file = file
        self.most = most
        self.progress = progress
    }

    func begin(_ head: HTTPHead) throws(HTTPError) {
        (isKept, refusal) = (false, [])
        do throws(SystemError) {
            switch head.status {
            case 200:
                // Also to a request for a part: the server knows no parts, or the file is another by now.
                try file.startAnew(FileOrigin(head, address))
                isKept = true
            case 206:
                guard let range = ContentRange(head.headers["Content-Range"]), try file.goOn(range, head) else {
                    file.forgetOrigin()
                    throw SystemError("resume", number: ESTALE)
                }
                isKept = true
            case 416:
                file.forgetOrigin()
            default: break
            }
        } catch {
            if error.number == ESTALE {
                throw HTTPError(.broken, url: address.redacted, "gave another part of the file than was asked for")
            }
            throw .writing(error, address)
        }
        if isKept, let most, let total = file.total, total > most { throw tooLarge("has \(total) bytes", most) }
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPError) {
        guard isKept else {
            refusal.append(contentsOf: bytes.prefix(Self.longestRefusal - refusal.count))
            return
        }
        if let most, file.size + Int64(bytes.count) > most { throw tooLarge("goes on", most) }
        do throws(SystemError) { try file.append(bytes) } catch { throw .writing(error, address) }
        let now = ContinuousClock.now
        if now - reported >= .milliseconds(100) {
            reported = now
            progress(TransferProgress(done: file.size, total: file.total))
        }
    }

    /// The answer has ended: it was a file, and all of it.
    func finish(_ head: HTTPHead, _ request: HTTPRequest) throws(HTTPError) {
        guard isKept else {
            if head.status == 416 {
                throw HTTPError(.broken, url: address.redacted, "has no such part of the file any more")
            }
            throw .status(head, request, body: String(decoding: refusal, as: UTF8.self))
        }
        do throws(SystemError) { try file.flush() } catch { throw .writing(error, address) }
        if let total = file.total, total != file.size {
            throw HTTPError(
                .broken, url: address.redacted, "the connection ended after \(file.size) of \(total) bytes")
        }
        progress(TransferProgress(done: file.size, total: file.size))
    }

    /// Keeps what came before a transfer broke; what cannot be written now is not there for the next attempt.
    func flush() { try? file.flush() }

    private func tooLarge(_ what: String, _ most: Int64) -> HTTPError {
        HTTPError(
            .tooLarge, url: address.redacted, "\(what), and at most \(most) bytes are taken; is it the right file?")
    }
}

extension HTTPError {
    static func writing(_ error: SystemError, _ address: WebAddress) -> HTTPError {
        let isFull = error.number == ENOSPC || error.number == EDQUOT
        return HTTPError(
            isFull ? .diskFull : .file, url: address.redacted,
            isFull
                ? "there is no room for it at \(error.subject); free some space there, or choose another directory"
                : "it cannot be kept at \(error.subject)", cause: error)
    }
}
