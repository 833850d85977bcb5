// Numbers of the protocol that Sources/Wire/README.md describes. A test of Wire reads this file and compares.
#ifndef PROTOCOL_H
#define PROTOCOL_H

#define PROTOCOL_VERSION_MIN 1
#define PROTOCOL_VERSION_MAX 1

// "\x89MAYFLY\n", first in the payload of a hello and of a greeting.
#define PROTOCOL_MAGIC "\x89MAYFLY\n"
#define PROTOCOL_MAGIC_SIZE 8
#define PROTOCOL_NONCE_SIZE 16

#define FRAME_HEADER_SIZE 8
#define FRAME_PAYLOAD_MAX 32768
#define FRAME_MARK 0xA5
#define HELLO_SIZE 32
#define GREETING_SIZE 56
#define REQUEST_SIZE_MAX 1048576
#define STREAM_WINDOW 131072
#define STREAM_WINDOW_MIN 16384
#define STREAM_LIMIT 256

#define FRAME_HELLO 0x01
#define FRAME_GREETING 0x02
#define FRAME_ERROR 0x03
#define FRAME_PING 0x04
#define FRAME_PONG 0x05
#define FRAME_EXEC 0x10
#define FRAME_PUT 0x11
#define FRAME_GET 0x12
#define FRAME_TCP 0x13
#define FRAME_POWER 0x14
#define FRAME_IDENTITY 0x15
#define FRAME_LISTEN 0x16
#define FRAME_ACCEPT 0x17
#define FRAME_DATA 0x20
#define FRAME_EOF 0x21
#define FRAME_CREDIT 0x22
#define FRAME_CANCEL 0x23
#define FRAME_SIGNAL 0x24
#define FRAME_RESIZE 0x25
#define FRAME_STARTED 0x30
#define FRAME_ENDED 0x31

// Flag of a request that goes on in the next frame of its stream.
#define REQUEST_MORE 1

#define CHANNEL_IN 0
#define CHANNEL_OUT 1
#define CHANNEL_ERR 2

#define EXEC_STDIN 1
#define EXEC_PTY 2
#define EXEC_CLEAR_ENVIRONMENT 4
#define EXEC_WAIT_OUTPUT 8

#define PUT_OWNERS 1
#define PUT_PARENTS 2
#define GET_FOLLOW 1

#define POWER_OFF 0
#define POWER_REBOOT 1
#define POWER_HALT 2

// Bits of a greeting: what a helper of this version can do and an older one of the same version cannot.
#define FEATURE_IDENTITY 1
#define FEATURE_LISTEN 2

// Parts of an identity, in a request and in its report.
#define IDENTITY_ENTROPY 1
#define IDENTITY_CLOCK 2
#define IDENTITY_HOST_NAME 3
#define IDENTITY_MACHINE_ID 4
#define IDENTITY_BOOT_ID 5
#define IDENTITY_SEED 6
#define IDENTITY_INSTANCE_ID 7
#define IDENTITY_HOST_KEY 8
#define IDENTITY_AUTHORIZED_KEYS 9
// Only in a report.
#define IDENTITY_SSH_SERVER 10

#define IDENTITY_ENTROPY_MIN 64
#define IDENTITY_SEED_MIN 32
#define IDENTITY_BYTES_MAX 512

#define IDENTITY_DONE 0
#define IDENTITY_ABSENT 1
#define IDENTITY_FAILED 2

#define ERROR_FRAME 1
#define ERROR_MESSAGE 2
#define ERROR_CREDIT 3
#define ERROR_STREAM 4

#define ENDED_DONE 0
#define ENDED_EXIT 1
#define ENDED_SIGNAL 2
#define ENDED_FAILURE 3

#define ENDED_CANCELLED 1
#define ENDED_CORE 2
#define ENDED_SURVIVORS 4

#define STAGE_REQUEST 1
#define STAGE_LIMIT 2
#define STAGE_SETUP 3
#define STAGE_USER 4
#define STAGE_DIRECTORY 5
#define STAGE_EXEC 6
#define STAGE_OPEN 7
#define STAGE_READ 8
#define STAGE_WRITE 9
#define STAGE_METADATA 10
#define STAGE_RENAME 11
#define STAGE_TREE 12
#define STAGE_CONNECT 13
#define STAGE_STREAM 14
#define STAGE_POWER 15
#define STAGE_IDENTITY 16
#define STAGE_LISTEN 17

#define RECORD_HEADER_SIZE 37
#define RECORD_NAME_MAX 255
#define RECORD_TARGET_MAX 4095
#define RECORD_DEPTH_MAX 200
#define RECORD_UNSIZED_MAX 67108864
#define RECORD_DIRECTORY 0x44
#define RECORD_FILE 0x46
#define RECORD_SYMLINK 0x4C
#define RECORD_SKIPPED 0x53
#define RECORD_UP 0x55

#endif
