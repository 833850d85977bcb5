import Offload
import Wire

extension StubSubresources {
    /// A Kubernetes Status.
    package static func status(
        _ code: Int, _ reason: String, _ message: String, name: String? = nil
    ) -> StubServer.Answer {
        let details = name.map { #","details":{"name":"\#($0)","kind":"virtualmachineinstance"}"# } ?? ""
        return .init(
            code, ["Content-Type": "application/json"],
            text: #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"\#(message)","#
                + #""reason":"\#(reason)","code":\#(code)\#(details)}"#)
    }

    private static let root = "/apis/subresources.kubevirt.io/v1"

    static func answer(
        _ request: StubServer.Request, _ fault: Fault?, _ machine: @Sendable (String, String) -> Machine?
    ) async -> StubServer.Answer {
        if case .refusal(let answer) = fault { return answer }
        if let found = discovery(request.target) {
            return .init(200, ["Content-Type": "application/json"], text: found)
        }
        let words = request.target.dropFirst(root.count).split(separator: "/").map(String.init)
        guard request.target.hasPrefix(root), words.count >= 5, words[0] == "namespaces" else {
            return .init(404, text: "404 page not found")
        }
        let order = Order(
            resource: words[2], namespace: words[1], name: words[3], verb: words[4],
            body: String(decoding: request.body, as: UTF8.self))
        guard let machine = machine(order.namespace, order.name) else {
            return status(404, "NotFound", "\(order.resource) '\(order.name)' not found", name: order.name)
        }
        switch (request.method, order.verb) {
        case ("PUT", _): return await machine.put(order) ?? .init(202)
        case ("GET", "guestosinfo"): return .init(200, ["Content-Type": "application/json"], text: machine.information)
        case ("GET", "console"): return await open(request, fault, machine.console)
        case ("GET", "portforward"):
            guard words.count >= 6, let port = UInt16(words[5]) else { return status(400, "BadRequest", "no port") }
            return await open(request, fault) { try await machine.port(port) }
        default: return .init(404, text: "404 page not found")
        }
    }

    /// The machine's side is there before the answer is, as with KubeVirt.
    private static func open(
        _ request: StubServer.Request, _ fault: Fault?, _ dial: () async throws -> any ByteStream
    ) async -> StubServer.Answer {
        guard request.headers["upgrade"]?.lowercased() == "websocket",
            request.headers["sec-websocket-protocol"] == "plain.kubevirt.io"
        else { return status(400, "BadRequest", "not a websocket of plain.kubevirt.io") }
        let guest: any ByteStream
        do { guest = try await dial() } catch {
            return status(500, "InternalError", "dialing VM: \(error)")
        }
        return StubWebSocket.answer(request) { await bridge($0, guest, fault) }
    }

    /// What kubectl and clients ask before they ask for anything.
    private static func discovery(_ target: String) -> String? {
        let version = #"{"groupVersion":"subresources.kubevirt.io/v1","version":"v1"}"#
        let group = #""name":"subresources.kubevirt.io","versions":[\#(version)],"preferredVersion":\#(version)"#
        // kubectl says how long it waits.
        switch String(target.prefix { $0 != "?" }) {
        case "/version": return #"{"major":"1","minor":"36","gitVersion":"v1.36.0"}"#
        case "/api": return #"{"kind":"APIVersions","versions":["v1"]}"#
        case "/api/v1": return #"{"kind":"APIResourceList","groupVersion":"v1","resources":[]}"#
        case "/apis": return #"{"kind":"APIGroupList","apiVersion":"v1","groups":[{\#(group)}]}"#
        case "/apis/subresources.kubevirt.io": return #"{"kind":"APIGroup","apiVersion":"v1",\#(group)}"#
        case root:
            let resources = ["console", "portforward", "pause", "unpause", "softreboot", "reset", "guestosinfo"].map {
                #"{"name":"virtualmachineinstances/\#($0)","singularName":"","namespaced":true,"kind":"","verbs":["get","update"]}"#
            }
            return #"{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"subresources.kubevirt.io/v1","#
                + #""resources":[\#(resources.joined(separator: ","))]}"#
        default: return nil
        }
    }
}
