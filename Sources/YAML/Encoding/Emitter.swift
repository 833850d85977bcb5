import CYAML

/// libyaml's emitter, writing into memory.
final class Emitter {
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let emitter: UnsafeMutablePointer<yaml_emitter_t>
    private let output = Output()

    init() throws(YAMLError) {
        emitter = .allocate(capacity: 1)
        emitter.initialize(to: yaml_emitter_t())
        guard yaml_emitter_initialize(emitter) == 1 else { throw Self.failure("no memory left") }
        yaml_emitter_set_output(
            emitter,
            { context, bytes, count in
                guard let context, let bytes else { return 0 }
                Unmanaged<Output>.fromOpaque(context).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
                return 1
            }, Unmanaged.passUnretained(output).toOpaque())
        yaml_emitter_set_encoding(emitter, YAML_UTF8_ENCODING)
        yaml_emitter_set_unicode(emitter, 1)
        // Never fold a line: a folded command line is hard to read and to search for.
        yaml_emitter_set_width(emitter, -1)
        var event = yaml_event_t()
        try emit(&event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING))
    }

    deinit {
        yaml_emitter_delete(emitter)
        emitter.deinitialize(count: 1)
        emitter.deallocate()
    }

    func write(_ document: Node) throws(YAMLError) {
        var event = yaml_event_t()
        let first = output.bytes.isEmpty
        try emit(&event, yaml_document_start_event_initialize(&event, nil, nil, nil, first ? 1 : 0))
        try write(node: document)
        try emit(&event, yaml_document_end_event_initialize(&event, 1))
        guard yaml_emitter_flush(emitter) == 1 else { throw failure() }
    }

    func finish() throws(YAMLError) -> String {
        var event = yaml_event_t()
        try emit(&event, yaml_stream_end_event_initialize(&event))
        return String(decoding: output.bytes, as: UTF8.self)
    }

    private func write(node: Node) throws(YAMLError) {
        var event = yaml_event_t()
        switch node.value {
        case .scalar(let scalar): try write(scalar)
        case .sequence(let items):
            try emit(
                &event, yaml_sequence_start_event_initialize(&event, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE))
            for item in items { try write(node: item) }
            try emit(&event, yaml_sequence_end_event_initialize(&event))
        case .mapping(let mapping):
            try emit(&event, yaml_mapping_start_event_initialize(&event, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE))
            for entry in mapping.entries {
                var key = Node.string(entry.key).scalar ?? Scalar(entry.key, style: .doubleQuoted, kind: .string)
                // A key with lines is legal as a block and read by nobody: quote it.
                if key.style == .literal { key.style = .doubleQuoted }
                try write(key)
                try write(node: entry.value)
            }
            try emit(&event, yaml_mapping_end_event_initialize(&event))
        }
    }

    private func write(_ scalar: Scalar) throws(YAMLError) {
        guard let length = Int32(exactly: scalar.text.utf8.count) else { throw Self.failure("a string is too long") }
        var event = yaml_event_t()
        let plain: Int32 = scalar.style == .plain ? 1 : 0
        let text = Array(scalar.text.utf8)
        let made = text.withUnsafeBufferPointer { bytes in
            // An empty array may have no address, and libyaml wants one.
            withUnsafePointer(to: UInt8(0)) { empty in
                yaml_scalar_event_initialize(
                    &event, nil, nil, bytes.baseAddress ?? empty, length, plain, 1, scalar.style.libyaml)
            }
        }
        try emit(&event, made)
    }

    /// `made` is what the event's own initializer said.
    private func emit(_ event: inout yaml_event_t, _ made: Int32) throws(YAMLError) {
        guard made == 1 else { throw Self.failure("no memory left for an event, or a text that is not UTF-8") }
        // The emitter owns the event from here on, also when it fails.
        guard yaml_emitter_emit(emitter, &event) == 1 else { throw failure() }
    }

    private func failure() -> YAMLError {
        Self.failure(emitter.pointee.problem.map { String(cString: $0) } ?? "unknown error")
    }

    private static func failure(_ problem: String) -> YAMLError {
        YAMLError(.init(.cannotEncode, "cannot be written as YAML: \(problem)"))
    }
}

extension Scalar.Style {
    fileprivate var libyaml: yaml_scalar_style_t {
        switch self {
        case .plain: YAML_PLAIN_SCALAR_STYLE
        case .singleQuoted: YAML_SINGLE_QUOTED_SCALAR_STYLE
        case .doubleQuoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
        case .literal: YAML_LITERAL_SCALAR_STYLE
        case .folded: YAML_FOLDED_SCALAR_STYLE
        }
    }
}
