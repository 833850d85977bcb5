import HTTP
import Machines

/// Why an attempt to upload came to nothing; a value, so that it is tested without a server.
struct UploadFailure: Sendable {
    private enum Reason: Sendable {
        case answer(status: Int, words: String)
        case connection(HTTPError)
    }

    private let reason: Reason

    init(status: Int, body: [UInt8]) {
        let words = String(decoding: body.prefix(500), as: UTF8.self).printable
        reason = .answer(status: status, words: words.split(separator: " ").joined(separator: " "))
    }

    init(_ error: HTTPError) { reason = .connection(error) }

    /// The token was not taken.
    var isRefusal: Bool {
        if case .answer(let status, _) = reason { status == 401 } else { false }
    }

    /// The server that takes the file has one already, and is not done with it. It has no words for that, as a proxy that
    /// does not reach it has.
    var isBusy: Bool {
        if case .answer(503, let words) = reason { words.isEmpty } else { false }
    }

    /// Whether another attempt may do better.
    var mayPass: Bool {
        switch reason {
        case .answer(let status, _): status == 401 || RetryPolicy.isPassing(status)
        case .connection(let error): [.unreachable, .broken, .timedOut].contains(error.code)
        }
    }

    func error(_ proxy: UploadProxy, _ volume: String, attempts: Int) -> MachineError {
        let count = attempts == 1 ? "" : " (\(attempts) attempts)"
        switch reason {
        case .answer(401, let words):
            return MachineError(
                .hostNotReady,
                "CDI's upload proxy at \(proxy.url) takes none of CDI's tokens\(count): \(words)\nIs it the proxy of this "
                    + "cluster, and do its clock and the API server's agree?")
        case .answer(404, _):
            return MachineError(
                .hostNotReady,
                "\(Self.words(ofNone: proxy)). \(UploadProxy.remedy)")
        case .answer(let status, let words):
            let said = words.isEmpty ? "\(status)" : "\(status): \(words)"
            return MachineError(
                .hostNotReady,
                "CDI does not take the image\(count): \(said)\nSee ‘kubectl describe datavolume \(volume)’ and the log of the "
                    + "pod that takes uploads.")
        case .connection(let error) where error.code == .cancelled:
            return MachineError(.cancelled, "cancelled while an image was uploaded")
        case .connection(let error) where error.code == .tls:
            return MachineError(
                .hostNotReady,
                "the certificate of CDI's upload proxy is not trusted. \(UploadProxy.trustRemedy)", cause: error)
        case .connection(let error) where error.code == .setting || error.code == .file || error.code == .address:
            return MachineError(.invalidInput, "the image cannot be uploaded", cause: error)
        case .connection(let error):
            return MachineError(
                .hostNotReady, "CDI's upload proxy cannot be reached\(count). \(UploadProxy.remedy)", cause: error)
        }
    }

    /// The same of a proxy that was only looked at: what is wrong, and what to do about it.
    func finding(of proxy: UploadProxy) -> (detail: String, remedy: String) {
        switch reason {
        case .answer(let status, _) where status == 404 || status < 300: (Self.words(ofNone: proxy), UploadProxy.remedy)
        case .answer(let status, let words):
            (
                "\(proxy.url) answers \(status)\(words.isEmpty ? "" : ": \(words)")",
                "See that it runs (kubectl get pods -A -l cdi.kubevirt.io=cdi-uploadproxy), and that the route leads there."
            )
        case .connection(let error) where error.code == .tls: ("\(error)", UploadProxy.trustRemedy)
        case .connection(let error): ("\(error)", UploadProxy.remedy)
        }
    }

    private static func words(ofNone proxy: UploadProxy) -> String {
        "\(proxy.url) is no upload proxy of CDI's, or too old a one: it has no \(UploadProxy.path)"
    }
}
