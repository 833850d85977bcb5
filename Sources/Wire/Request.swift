/// What a stream is opened for.
package enum Request: Hashable, Sendable {
    case exec(ExecRequest)
    case put(PutRequest)
    case get(GetRequest)
    /// A TCP connection to a numeric address, or "localhost".
    case tcp(host: String, port: UInt16)
    case power(PowerAction)
    /// Makes the guest another one; only for a helper with ``Greeting/Features/identity``.
    case identity(IdentityRequest)
    /// Listens at a numeric address of the guest's, only for a helper with ``Greeting/Features/listen``; port 0: one that
    /// its kernel chooses. `started` tells the port.
    case listen(address: String, port: UInt16)
    /// The next connection to come to where that stream listens; `started` when it has come.
    case accept(listener: UInt32)

    package var type: FrameType {
        switch self {
        case .exec: .exec
        case .put: .put
        case .get: .get
        case .tcp: .tcp
        case .power: .power
        case .identity: .identity
        case .listen: .listen
        case .accept: .accept
        }
    }

    var payload: [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .exec(let request): return request.payload
        case .put(let request):
            bytes.add(request.options.rawValue)
            bytes.add(request.path)
        case .get(let request):
            bytes.add(request.options.rawValue)
            bytes.add(request.path)
        case .tcp(let host, let port), .listen(let host, let port):
            bytes.add(port)
            bytes.add(host)
        case .power(let action):
            bytes.add(action.rawValue)
        case .identity(let request): return request.payload
        case .accept(let listener): bytes.add(listener)
        }
        return bytes
    }

    init(type: FrameType, payload: [UInt8]) throws(WireError) {
        var reader = ByteReader(payload, of: "a request")
        if type == .exec {
            self = .exec(try ExecRequest(payload: payload))
            return
        }
        if type == .identity {
            self = .identity(try IdentityRequest(payload: payload))
            return
        }
        if type == .accept {
            self = .accept(listener: try reader.number())
            try reader.finish()
            return
        }
        let number: UInt16 = try reader.number()
        if type == .power {
            guard let action = PowerAction(rawValue: number) else {
                throw WireError(.badMessage, "no power action \(number)")
            }
            self = .power(action)
        } else {
            let path = try reader.string()
            guard !path.isEmpty else { throw WireError(.badMessage, "a request without a path") }
            switch type {
            case .put: self = .put(PutRequest(path: path, options: .init(rawValue: number)))
            case .get: self = .get(GetRequest(path: path, options: .init(rawValue: number)))
            case .listen: self = .listen(address: path, port: number)
            default: self = .tcp(host: path, port: number)
            }
        }
        try reader.finish()
    }
}

/// Takes a tree. A root with a name goes into `path` when that is a directory or ends in a slash; else it becomes `path`.
package struct PutRequest: Hashable, Sendable {
    package struct Options: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        /// Keep numeric owners; the default is the helper's own user.
        package static let owners = Options(rawValue: 1)
        /// Make the directories above the path.
        package static let parents = Options(rawValue: 2)
    }

    package var path: String
    package var options: Options

    package init(path: String, options: Options = []) {
        self.path = path
        self.options = options
    }
}

/// Sends a tree.
package struct GetRequest: Hashable, Sendable {
    package struct Options: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        /// Send what the path leads to when it is a symbolic link.
        package static let follow = Options(rawValue: 1)
    }

    package var path: String
    package var options: Options

    package init(path: String, options: Options = []) {
        self.path = path
        self.options = options
    }
}

package enum PowerAction: UInt16, Sendable, CaseIterable {
    case off, reboot, halt
}
