/// A command to start, as execve takes it.
package struct ExecRequest: Hashable, Sendable {
    package struct Options: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        /// There is a standard input; else it is /dev/null.
        package static let standardInput = Options(rawValue: 1)
        /// A terminal instead of three pipes; output comes as one channel.
        package static let terminal = Options(rawValue: 2)
        /// Only the variables of the request, none of the usual ones.
        package static let clearEnvironment = Options(rawValue: 4)
        /// The command ends when its output is closed too, also by processes it left behind.
        package static let waitOutput = Options(rawValue: 8)
    }

    package var arguments: [String]
    /// Each "NAME=value".
    package var environment: [String]
    /// Empty: the user's home.
    package var directory: String
    /// A name or a number; empty: the helper's own user.
    package var user: String
    package var options: Options
    package var rows: UInt16
    package var columns: UInt16

    package init(
        arguments: [String], environment: [String] = [], directory: String = "", user: String = "",
        options: Options = [], rows: UInt16 = 24, columns: UInt16 = 80
    ) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.user = user
        self.options = options
        self.rows = rows
        self.columns = columns
    }

    /// Throws when the request cannot be said: what is wrong, in words for the caller.
    package func validate() throws(WireError) {
        guard !arguments.isEmpty else { throw WireError(.badMessage, "a command without a program") }
        guard arguments.count <= UInt16.max, environment.count <= UInt16.max else {
            throw WireError(.tooLarge, "a command takes at most \(UInt16.max) arguments and as many variables")
        }
        for text in arguments + environment + [directory, user] where text.utf8.contains(0) {
            throw WireError(
                .badMessage,
                "a zero byte in an argument, a variable, the directory or the user: \(text.debugDescription)")
        }
        for variable in environment where variable.first == "=" || !variable.contains("=") {
            throw WireError(.badMessage, "an environment variable needs a name: \(variable.debugDescription)")
        }
        let size = payload.count
        guard size <= WireProtocol.largestRequest else {
            throw WireError(
                .tooLarge,
                "arguments and environment take \(size) bytes of at most \(WireProtocol.largestRequest): pass them in a file"
            )
        }
    }

    var payload: [UInt8] {
        var bytes: [UInt8] = []
        bytes.add(options.rawValue)
        bytes.add(rows)
        bytes.add(columns)
        bytes.add(UInt16(truncatingIfNeeded: arguments.count))
        bytes.add(UInt16(truncatingIfNeeded: environment.count))
        for text in [user, directory] + arguments + environment { bytes.add(text) }
        return bytes
    }

    init(payload: [UInt8]) throws(WireError) {
        var reader = ByteReader(payload, of: "a command")
        options = Options(rawValue: try reader.number())
        rows = try reader.number()
        columns = try reader.number()
        let counts = (try reader.number(UInt16.self), try reader.number(UInt16.self))
        user = try reader.string()
        directory = try reader.string()
        arguments = []
        for _ in 0..<counts.0 { arguments.append(try reader.string()) }
        environment = []
        for _ in 0..<counts.1 { environment.append(try reader.string()) }
        try reader.finish()
        try validate()
    }
}
