/// What QEMU's monitor answered.
package enum MonitorReply: Sendable, Hashable {
    case done(MonitorResult)
    case failed(String)

    /// Reads an answer; libvirt hands it on as QEMU wrote it.
    package init(json: String) throws(WireError) {
        let message = try JSONParser.value(of: json)
        if let error = message["error"] {
            self = .failed(error["desc"]?.text ?? error.encoded)
            return
        }
        guard case .object(let members) = message, let result = members["return"] else {
            throw WireError(.badMessage, "QEMU's answer is not understood: \(json.prefix(200).debugDescription)")
        }
        self = .done(MonitorResult(result))
    }
}

/// The value of an answer.
package struct MonitorResult: Sendable, Hashable {
    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    /// How far saving or loading is; nil when neither was begun.
    package var transfer: Transfer? {
        guard let status = value["status"]?.text else { return nil }
        return Transfer(status: status, failure: value["error-desc"]?.text)
    }

    /// The address that a network card has now, as `query-rx-filter` tells it.
    package var cardAddress: String? { value.list?.first?["main-mac"]?.text }

    /// The number that `query-replay` tells.
    package var instruction: Int64? { value["icount"]?.number }

    /// Nodes and the files that they read or write, as `query-named-block-nodes` lists them.
    package var blockFiles: [(node: String, file: String, driver: String)] {
        (value.list ?? []).compactMap { node in
            guard let name = node["node-name"]?.text, let file = node["file"]?.text, let driver = node["drv"]?.text
            else { return nil }
            return (name, file, driver)
        }
    }
}

/// How far a machine's state is on its way.
package struct Transfer: Sendable, Hashable {
    /// QEMU's word for it.
    package let status: String
    /// Why it failed, where QEMU says.
    package let failure: String?

    package var isDone: Bool { status == "completed" }
    package var hasFailed: Bool { status == "failed" || status == "cancelled" }
}
