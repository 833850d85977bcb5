import CLinux
import HTTP
import Host
import KubeVirt
import Kubernetes
import Machines
import Offload

/// Sends a file to CDI's upload proxy (`POST` to ``UploadProxy/path``), which takes it whole or not at all: what was cut off
/// begins anew.
struct VolumeUpload: Sendable {
    let cluster: Cluster
    let volume: String
    private let proxy: UploadProxy
    /// See ``UploadProxy/clients(_:)``.
    private let clients: [HTTPClient]

    /// A token that is refused fresh from the server is refused for another reason.
    private static let mostRefusals = 3

    init(of volume: String, to proxy: UploadProxy, on cluster: Cluster) {
        (self.cluster, self.volume, self.proxy) = (cluster, volume, proxy)
        clients = proxy.clients(cluster.settings)
    }

    /// Returns when the proxy has taken the file; what becomes of it then the volume's phase tells.
    ///
    /// `isDone` says whether the file has arrived in spite of an answer that did not.
    func send(
        _ path: String, progress: @escaping @Sendable (Double) -> Void,
        isDone: () async throws(MachineError) -> Bool
    ) async throws(MachineError) {
        guard let size = FileSystem.status(path).map({ Int64($0.st_size) }) else {
            throw MachineError(.internalFault, "the image's file \(path) is gone; try again")
        }
        let retries = cluster.settings.images.retries
        let file = HTTPBody(parts: [.file(path, offset: 0, count: size)]) { sent in
            progress(size > 0 ? Double(sent.done) / Double(size) : 1)
        }
        let limit = cluster.settings.images.limit
        var (failures, refusals, rest) = (0, 0, clients[...])
        var (waits, waited) = (0, Duration.zero)
        while true {
            // Each lives for five minutes.
            let token = try await token()
            let failure: UploadFailure
            do throws(HTTPError) {
                let answer = try await (rest.first ?? clients[0]).send(try request(file, token: token))
                // It says so when an earlier attempt has brought the whole file.
                if answer.isSuccess || answer.status == 409 { return progress(1) }
                failure = UploadFailure(status: answer.status, body: answer.body)
            } catch {
                if error.code == .tls, rest.count > 1 {
                    rest.removeFirst()
                    continue
                }
                failure = UploadFailure(error)
            }
            let pause: Duration
            if failure.isBusy, waited < limit {
                // Another attempt's bytes are still read, or made a disk of: that takes as long as it takes.
                waits += 1
                pause = retries.pause(after: min(waits, retries.attempts))
                waited += pause
            } else {
                failures += 1
                refusals = failure.isRefusal ? refusals + 1 : 0
                guard failure.mayPass, failures < retries.attempts, refusals < Self.mostRefusals else {
                    throw failure.error(proxy, volume, attempts: failures)
                }
                pause = retries.pause(after: failures)
            }
            do { try await cluster.settings.clock.sleep(for: pause) } catch {
                throw MachineError(.cancelled, "cancelled while an image was uploaded")
            }
            if try await isDone() { return }
        }
    }

    private func token() async throws(MachineError) -> String {
        let (request, namespace) = (UploadTokenRequest(for: volume), cluster.namespace)
        let answer = try await cluster.ask { client throws(KubernetesError) in
            try await client.create(request, .uploadTokenRequests, in: namespace)
        }
        guard let token = answer.status?.token, !token.isEmpty else {
            throw MachineError(
                .hostNotReady,
                "CDI gives no token to upload \(volume) with; does its API server run "
                    + "(kubectl get pods -A -l cdi.kubevirt.io=cdi-apiserver)?")
        }
        return token
    }

    private func request(_ file: HTTPBody, token: String) throws(HTTPError) -> HTTPRequest {
        var request = try HTTPRequest(
            .post, proxy.url + UploadProxy.path,
            headers: [
                .init("Authorization", "Bearer \(token)"), .init("Content-Type", "application/octet-stream"),
            ], body: file)
        // Storage may take its time behind the last byte: five times as long, for there is a body.
        request.stallTimeout = .seconds(120)
        return request
    }
}
