import CYAML

/// libyaml's parser, which asks for the text as it goes.
final class EventReader {
    /// What the composer needs of libyaml's events; strings are copied out, so nothing outlives the C event.
    enum Event {
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(anchor: String?, tag: String?, text: String, style: Scalar.Style)
        case sequenceStart(anchor: String?, tag: String?)
        case mappingStart(anchor: String?, tag: String?)
        case collectionEnd
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: Input
    /// Where the input began, which libyaml counts from.
    private let start: Mark

    init(_ input: Input) throws(YAMLError) {
        self.input = input
        start = input.mark
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLError(.init(.syntax, "libyaml has no memory left", file: input.file))
        }
        // Fixed, for libyaml would take UTF-16 by its byte order mark and count other columns.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input(
            parser,
            { context, buffer, size, count in
                guard let context, let buffer, let count else { return 0 }
                let input = Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
                do throws(YAMLError) {
                    count.pointee = try input.copy(into: UnsafeMutableBufferPointer(start: buffer, count: size))
                    return 1
                } catch {
                    // The input remembers it.
                    return 0
                }
            }, Unmanaged.passUnretained(input).toOpaque())
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deinitialize(count: 1)
        parser.deallocate()
    }

    func next() throws(YAMLError) -> (event: Event, mark: Mark) {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { yaml_event_delete(&event) }
            let mark = Mark(event.start_mark).offset(by: start)
            switch event.type {
            case YAML_STREAM_START_EVENT: continue
            case YAML_DOCUMENT_START_EVENT:
                input.documentBegins()
                return (.documentStart, mark)
            case YAML_DOCUMENT_END_EVENT: return (.documentEnd, mark)
            case YAML_ALIAS_EVENT: return (.alias(string(event.data.alias.anchor) ?? ""), mark)
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let text = String(
                    decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                let style = Scalar.Style(scalar.style)
                return (.scalar(anchor: string(scalar.anchor), tag: string(scalar.tag), text: text, style: style), mark)
            case YAML_SEQUENCE_START_EVENT:
                let start = event.data.sequence_start
                return (.sequenceStart(anchor: string(start.anchor), tag: string(start.tag)), mark)
            case YAML_MAPPING_START_EVENT:
                let start = event.data.mapping_start
                return (.mappingStart(anchor: string(start.anchor), tag: string(start.tag)), mark)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return (.collectionEnd, mark)
            default: return (.streamEnd, mark)
            }
        }
    }

    private func failure() -> YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unknown error"
        // So libyaml calls what our function told it; a character that it refuses itself comes before that.
        if problem == "input error", let failure = input.failure { return failure }
        var message = "not valid YAML: \(problem)"
        if let context = parser.pointee.context.map({ String(cString: $0) }) {
            let place = withinText(Mark(parser.pointee.context_mark).offset(by: start))
            message += " (\(context) that begins at \(place))"
        }
        var mark = Mark(parser.pointee.problem_mark)
        if parser.pointee.error == YAML_READER_ERROR {
            // libyaml names no line here, only the character.
            message += ", character U+" + String(UInt32(truncatingIfNeeded: parser.pointee.problem_value), radix: 16)
            mark = input.control ?? Mark(parser.pointee.mark).offset(by: start)
            return YAMLError(.init(.syntax, message, file: input.file, mark: mark))
        } else if problem == "did not find expected <document start>" {
            message += "; put a line ‘---’ between documents"
        }
        mark = withinText(mark.offset(by: start))
        return YAMLError(.init(.syntax, message, file: input.file, mark: mark))
    }

    /// At the end of a text libyaml names the line after it.
    private func withinText(_ mark: Mark) -> Mark { mark.line > input.mark.line ? input.mark : mark }
}

private func string(_ text: UnsafeMutablePointer<UInt8>?) -> String? {
    text.map { String(cString: $0) }
}

extension Mark {
    init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}

extension Scalar.Style {
    init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
