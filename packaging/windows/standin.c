/* Stands in for nianbao.exe where there is no Windows to freeze it on: test-under-wine.sh.

   It appends its command line, in UTF-8, to the file that STANDIN_LOG names. With --hold it then
   runs until the file beside that, ending in .stop, is there. */

#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
    wchar_t log[MAX_PATH], stop[MAX_PATH + 5];
    char line[8192];
    FILE *file;
    DWORD length = GetEnvironmentVariableW(L"STANDIN_LOG", log, MAX_PATH);

    if (length == 0 || length >= MAX_PATH || (file = _wfopen(log, L"ab")) == NULL)
        return 1;
    for (int i = 0; i < argc; i++) {
        WideCharToMultiByte(CP_UTF8, 0, argv[i], -1, line, sizeof line, NULL, NULL);
        fprintf(file, "[%s]", line);
    }
    fputs("\n", file);
    fclose(file);
    if (argc == 2 && wcscmp(argv[1], L"--hold") == 0) {
        wsprintfW(stop, L"%s.stop", log);
        while (GetFileAttributesW(stop) == INVALID_FILE_ATTRIBUTES)
            Sleep(50);
    }
    return 0;
}
